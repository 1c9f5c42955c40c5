module example.com/pclntab

go 1.21
