#!/usr/bin/env bash
# Runs the public Node client dynamics-web-api against the simulator. Needs Node 18 or newer, npm and Maven.
set -euo pipefail
cd "$(dirname "$0")"
npm ci --no-audit --no-fund --silent
root=$(cd ../../../.. && pwd)
mvn -q -B -f "$root/pom.xml" -pl modules/simulators test-compile
mvn -q -B -f "$root/pom.xml" -pl modules/simulators exec:exec -Dexec.executable=node -Dexec.classpathScope=test \
    -Dexec.args="$PWD/check.mjs %classpath"
