@echo off
rem The companion of the executable jar on Windows: hands the file of its own name, without the .cmd, to java.
rem For the options see launcher.sh.
setlocal
set "java=java"
if defined JAVA_HOME set "java=%JAVA_HOME%\bin\java"
"%java%" -XX:+IgnoreUnrecognizedVMOptions -XX:-UsePerfData --sun-misc-unsafe-memory-access=allow -Xlog:disable -XX:+DisplayVMOutputToStderr -XX:+UseSerialGC -jar "%~dpn0" %*
exit /b %errorlevel%
