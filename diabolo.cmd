@echo off
rem Builds once with Maven when needed, then runs the command line. See diabolo --help.
setlocal EnableExtensions DisableDelayedExpansion
set "ROOT=%~dp0"
set "TARGET=%ROOT%cli\target"
set "STAMP=%TARGET%\diabolo.stamp"
set "LOCK=%ROOT%.diabolo-build"
set "MODULES=cli"
set "SPARK="
:scan
if "%~1"=="" goto scanned
if "%~1"=="--spark" (
    set "SPARK=%ROOT%spark"
    set "MODULES=cli,spark -Pspark"
)
shift /1
goto scan
:scanned

set "JAVA=java"
if defined JAVA_HOME if exist "%JAVA_HOME%\bin\java.exe" set "JAVA=%JAVA_HOME%\bin\java.exe"
"%JAVA%" -version >nul 2>nul
if errorlevel 1 (
    echo diabolo: Java 17 or newer is needed and none was found: install a JDK, or set JAVA_HOME 1>&2
    exit /b 1
)

call :fresh
if not errorlevel 1 goto run

:lock
md "%LOCK%" 2>nul
if not errorlevel 1 goto build
echo diabolo: waiting for another build; remove %LOCK% if there is none 1>&2
timeout /t 2 /nobreak >nul
goto lock

:build
where mvn >nul 2>nul
if errorlevel 1 (
    rd "%LOCK%"
    echo diabolo: Maven is needed to build and none was found: install it, https://maven.apache.org 1>&2
    exit /b 1
)
echo diabolo: building, once; Maven downloads what is missing ... 1>&2
if not exist "%TARGET%" md "%TARGET%"
if exist "%TARGET%\lib" rd /s /q "%TARGET%\lib"
if defined SPARK if exist "%SPARK%\target\lib" rd /s /q "%SPARK%\target\lib"
type nul > "%TARGET%\diabolo.started"
pushd "%ROOT%"
call mvn -q -B -Dstyle.color=never -Dquick -DskipTests package -pl %MODULES% -am 1>&2
set "FAILED=%ERRORLEVEL%"
popd
rd "%LOCK%"
if not "%FAILED%"=="0" (
    echo diabolo: the build failed; Maven says why above 1>&2
    exit /b 1
)
move /y "%TARGET%\diabolo.started" "%STAMP%" >nul
if defined SPARK type nul > "%SPARK%\target\diabolo.stamp"

:run
if not defined SPARK goto plain
rem Spark's own jars first, as it needs the versions that it names, and its log says no more than ours.
set "LAUNCH=%SPARK:\=/%/launch"
"%JAVA%" @"%ROOT%cli\launch\java-options" -XX:+UseParallelGC -Djava.awt.headless=true --enable-native-access=ALL-UNNAMED @"%SPARK%\launch\java-options" "-Dlog4j2.configurationFile=%LAUNCH%/log4j2.properties" -Dslf4j.internal.verbosity=ERROR -Dslf4j.provider=org.apache.logging.slf4j.SLF4JServiceProvider "-Ddiabolo.spark.jars=%SPARK%\target" -Djdk.console=java.base %DIABOLO_JAVA_OPTS% -cp "%SPARK%\target\spark\jars\*;%SPARK%\target\diabolo-spark.jar;%SPARK%\target\lib\*;%TARGET%\diabolo-cli.jar;%TARGET%\lib\*" io.diabolo.cli.Main %*
exit /b %ERRORLEVEL%

:plain
rem jdk.console: from Java 22 on a console exists without a terminal.
"%JAVA%" -Xshare:auto @"%ROOT%cli\launch\java-options" -XX:+UseSerialGC -Djava.awt.headless=true --enable-native-access=ALL-UNNAMED -Djdk.console=java.base %DIABOLO_JAVA_OPTS% -cp "%TARGET%\diabolo-cli.jar;%TARGET%\lib\*" io.diabolo.cli.Main %*
exit /b %ERRORLEVEL%

:fresh
if not exist "%STAMP%" exit /b 1
if not exist "%TARGET%\diabolo-cli.jar" exit /b 1
if not exist "%TARGET%\lib" exit /b 1
if not defined SPARK goto sources
if not exist "%SPARK%\target\diabolo.stamp" exit /b 1
if not exist "%SPARK%\target\spark\jars" exit /b 1
powershell -NoProfile -NonInteractive -Command "$t = (Get-Item -LiteralPath ($env:SPARK + '\target\diabolo.stamp')).LastWriteTimeUtc; $f = @(Get-Item -LiteralPath $env:STAMP, ($env:SPARK + '\pom.xml')) + @(Get-ChildItem -Recurse -File -LiteralPath ($env:SPARK + '\src\main')) | Where-Object LastWriteTimeUtc -gt $t | Select-Object -First 1; exit [int]($null -ne $f)"
if errorlevel 1 exit /b 1
:sources
powershell -NoProfile -NonInteractive -Command "Set-Location -LiteralPath $env:ROOT; $t = (Get-Item -LiteralPath $env:STAMP).LastWriteTimeUtc; $f = Get-ChildItem -Recurse -File pom.xml, runtime/pom.xml, codec/pom.xml, restore/pom.xml, models/pom.xml, engine/pom.xml, core/pom.xml, compress/pom.xml, restoring/pom.xml, report/pom.xml, jobs/pom.xml, studio/pom.xml, cli/pom.xml, runtime/src/main, codec/src/main, restore/src/main, models/src/main, engine/src/main, core/src/main, compress/src/main, restoring/src/main, report/src/main, jobs/src/main, studio/src/main, cli/src/main | Where-Object LastWriteTimeUtc -gt $t | Select-Object -First 1; exit [int]($null -ne $f)"
exit /b %ERRORLEVEL%
