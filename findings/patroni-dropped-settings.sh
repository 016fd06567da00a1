#!/usr/bin/env bash
# One would expect: a PostgreSQL parameter with a unit that PostgreSQL lacks, given to Patroni, stops something: Patroni refuses its
#   configuration, or PostgreSQL refuses to start, as it does without Patroni.
# What happens: Patroni takes the parameter out of postgresql.conf, or moves it to the nearest bound, with one warning in
#   its log. PostgreSQL then runs with its own default.
# Why it matters: the defaults are the opposite of what was asked. "max_slot_wal_keep_size: 10%" asks for a bound on the log kept
#   for a lost replica and gets none, so the volume fills; "work_mem: 64m" gets 4MB; "wal_keep_size" given in bytes
#   keeps two petabytes. Letters of units count: kB, not KB; MB, not m. The units come from elsewhere: Kubernetes, Java, shells.
# Source: the docstrings of patroni/postgresql/validator.py.
. "$(dirname "$0")/common.bash"

pip_install patroni==4.1.5 'psycopg[binary]==3.3.4'
cat >transform.py <<'PY'
import sys
from patroni.collections import CaseInsensitiveSet
from patroni.postgresql.validator import transform_postgresql_parameter_value as transform

name, value = sys.argv[1:]
print(transform(180000, name, value, CaseInsensitiveSet([name])))
PY
# usage: given NAME VALUE
given() {
  "$work/python/bin/python" transform.py "$1" "$2" 2>>warnings.log
}
good=$(given work_mem 64MB)
unit=$(given work_mem 64m)
letter=$(given work_mem 65536KB)
percent=$(given max_slot_wal_keep_size 10%)
bytes=$(given wal_keep_size 10737418240)
seen 'Patroni 4.1.5 for PostgreSQL 18, work_mem 64MB' 64MB "$good"
seen 'work_mem 64m' None "$unit"
seen 'work_mem 65536KB' None "$letter"
seen 'max_slot_wal_keep_size 10%' None "$percent"
seen 'wal_keep_size 10737418240, in its unit of one MB' 2147483647 "$bytes"
conclude
