#!/bin/bash
# The recorder's functions for PostgreSQL; PGHOST is a Service, one pod, or several hosts with PGTARGETSESSIONATTRS, PGUSER and PGPASSWORD
# an account that may create TABLE in the database app.

# shellcheck source=SCRIPTDIR/../recorder/sql.sh
. /writer/sql.sh

# shellcheck disable=SC2034 # read by sql.sh
READ_PATIENCE=1 FIRST_STATEMENT="CREATE TABLE IF NOT EXISTS $TABLE (n bigint PRIMARY KEY);"

client() {
  PGCONNECT_TIMEOUT=2 exec psql --no-psqlrc --quiet --no-align --tuples-only --set=ON_ERROR_STOP=1 app 2>>/ledger/errors
}

print_numbers() {
  PGCONNECT_TIMEOUT=2 timeout 20 psql --no-psqlrc --no-align --tuples-only --command="SELECT n FROM $TABLE" app
}
