@echo off
rem Starts gotrust with the java of JAVA_HOME or else of PATH. Options for the JVM: GOTRUST_JAVA_OPTS.
setlocal
rem Else cmd takes a java.exe, and a where.exe, of the current directory before those of PATH.
set "NoDefaultCurrentDirectoryInExePath=1"
for %%i in ("%~dp0..") do set "GOTRUST_LIB=%%~fi\lib"

set "GOTRUST_JAVA=java.exe"
if not defined JAVA_HOME goto path
set "GOTRUST_JAVA=%JAVA_HOME%\bin\java.exe"
if exist "%GOTRUST_JAVA%" goto run
echo gotrust: JAVA_HOME names no Java: "%GOTRUST_JAVA%" is missing; set it to a JDK or JRE of version 17 or newer, or unset it 1>&2
exit /b 2

:path
where /q $PATH:java.exe && goto run
echo gotrust: no java found; install Java 17 or newer, and set JAVA_HOME or add it to PATH 1>&2
exit /b 2

:run
"%GOTRUST_JAVA%" -XX:+IgnoreUnrecognizedVMOptions "-XX:VMOptionsFile=%GOTRUST_LIB%\gotrust.vmoptions" "-XX:SharedArchiveFile=%GOTRUST_LIB%\gotrust.jsa" %GOTRUST_JAVA_OPTS% -cp "%GOTRUST_LIB%\gotrust.jar;%GOTRUST_LIB%\certificates.jar;%GOTRUST_LIB%\git.jar;%GOTRUST_LIB%\yaml.jar" dev.gotrust.cli.Start %*
exit /b %ERRORLEVEL%
