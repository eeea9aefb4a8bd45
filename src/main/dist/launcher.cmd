@echo off
rem The companion of dist/ptex on Windows: hands the file of its own name, without the .cmd, to a Java 17 or newer. Nothing
rem but PATH and JAVA_HOME says where that is, though cmd would look into the current directory first.
setlocal EnableExtensions DisableDelayedExpansion
call :find
if not defined java goto missing
rem Not by "call", which would change %% and ^ in the arguments. What the options are for, launcher.sh says.
"%java%" -XX:+IgnoreUnrecognizedVMOptions -XX:-UsePerfData --sun-misc-unsafe-memory-access=allow -Xlog:disable -XX:+DisplayVMOutputToStderr -XX:+UseSerialGC -jar "%jar%" %*
exit /b %errorlevel%

:missing
setlocal EnableDelayedExpansion
set "why=JAVA_HOME is not set and there is no java.exe on PATH"
if defined JAVA_HOME set "why=there is no bin\java.exe in JAVA_HOME (!JAVA_HOME!) and none on PATH"
if defined old set "why=found only an older one, !old!"
>&2 echo ptex: needs a Java 17 or newer runtime: !why!
exit /b 1

rem Sets jar, and java to the first that will do; if there is none, old to the first that will not.
:find
rem Where cmd found ptex on PATH, by a name in quotes, this is right in a subroutine only.
set "jar=%~dpn0"
set "java="
set "old="
if defined JAVA_HOME set "folder=%JAVA_HOME%\bin" & call :try
if defined PATH for %%d in ("%PATH:;=" "%") do set "folder=%%~d" & call :try
exit /b

:try
if defined java exit /b
if not defined folder exit /b
set "folder=%folder:"=%"
set "folder=%folder:/=\%"
rem A folder without a drive or a server is one of the current directory.
if not "%folder:~1,2%"==":\" if not "%folder:~0,2%"=="\\" exit /b
if not exist "%folder%\java.exe" exit /b
rem Java has this option since 17. Oracle's javapath, say, has no "release" file that would tell its version.
"%folder%\java.exe" --enable-native-access=ALL-UNNAMED -version >nul 2>&1
if not errorlevel 1 (set "java=%folder%\java.exe") else if not defined old set "old=%folder%\java.exe"
exit /b
