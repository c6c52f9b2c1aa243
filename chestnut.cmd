@echo off
rem Starts Chestnut on Windows; builds it first when there is no jar. After a change of the sources: mvn -Dmaven.test.skip=true package
rem JAVA_HOME, JAVA_OPTS, CHESTNUT_MAVEN_ARGS, CHESTNUT_WEIGHTS and CHESTNUT_RUNS as in the file chestnut.
setlocal
set "root=%~dp0"
set "target=%root%chestnut-engine\target"
set "java=java"
if defined JAVA_HOME set "java=%JAVA_HOME%\bin\java"
"%java%" -version >nul 2>&1 || (echo chestnut: Java: got none on the path, expected a JDK, 17 or later 1>&2 & exit /b 4)
call :find_jar
if not defined jar (
  where mvn >nul 2>&1 || (echo chestnut: Maven: got none on the path, expected 3.8 or later 1>&2 & exit /b 4)
  echo chestnut: building once, about a minute ... 1>&2
  pushd "%root%" && call mvn -q -B -pl :chestnut -Dmaven.test.skip=true %CHESTNUT_MAVEN_ARGS% package 1>&2 & popd
  call :find_jar
)
if not defined jar (echo chestnut: the build failed 1>&2 & exit /b 70)
set "OPENBLAS_NUM_THREADS=1"
set "OMP_NUM_THREADS=2"
if not defined OMP_WAIT_POLICY set "OMP_WAIT_POLICY=PASSIVE"
if not defined CHESTNUT_WEIGHTS set "CHESTNUT_WEIGHTS=%root%weights"
"%java%" -XX:+UseSerialGC -Xshare:auto -Dfile.encoding=UTF-8 -Djava.awt.headless=true ^
  "-Dorg.bytedeco.javacpp.cachedir=%target%\natives" -Dorg.bytedeco.javacpp.maxphysicalbytes=0 ^
  %JAVA_OPTS% -jar "%jar%" %*
exit /b %errorlevel%

:find_jar
set "jar="
for %%f in ("%target%\chestnut-*.jar") do set "jar=%%~f"
exit /b 0
