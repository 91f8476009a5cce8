#!/bin/sh
# Long runs of the simulation, and the tale of one history:
#   modules/e2e/simulation.sh run 10000000 1 2 | soak 60 | show SEED|TAPE | shrink SEED|TAPE
set -eu
cd "$(dirname "$0")/../.."
if [ ! -d modules/e2e/target/classes ] || [ ! -d core/target/classes ]; then
    mvn -q -B -pl modules/e2e -am compile
fi
exec java -ea -XX:+UseParallelGC -cp core/target/classes:modules/e2e/target/classes \
    io.github.tandemsync.e2e.simulation.Simulation "$@"
