#!/bin/sh
# Long runs of the simulation, the tale of one history, and the hunts of planted bugs:
#   modules/e2e/simulation.sh run 10000000 1 2 | soak 60 | show SEED|TAPE | shrink SEED|TAPE | hunt [PART-OF-NAME]
set -eu
cd "$(dirname "$0")/../.."
path=modules/e2e/target/simulation.classpath
if [ ! -d modules/e2e/target/classes ] || [ ! -d core/target/classes ] || [ ! -f "$path" ]; then
    mvn -q -B -pl modules/e2e -am compile dependency:build-classpath -Dmdep.outputFile=target/simulation.classpath
fi
exec java -ea -XX:+UseParallelGC -cp "core/target/classes:modules/e2e/target/classes:$(cat "$path")" \
    io.github.tandemsync.e2e.simulation.Simulation "$@"
