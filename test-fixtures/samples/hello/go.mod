module example.com/hello

go 1.26

require (
	example.com/greeting v1.0.0
	github.com/cespare/xxhash/v2 v2.3.0
	github.com/mitchellh/go-wordwrap v1.0.0
)

replace example.com/greeting => ./greeting

replace github.com/mitchellh/go-wordwrap v1.0.0 => github.com/mitchellh/go-wordwrap v1.0.1
