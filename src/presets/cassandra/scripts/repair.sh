#!/bin/bash
# The repair of a member whose volume was empty, and the port for Jobs.
#
# Invariant: such a member serves no client, and is not Ready, before the other copies have given it every row that they have. A replacement
# copies each range from one member, which may have missed rows that the lost volume had.

# usage: finish_entry ENTRY
# Runs next to the server, and ends with it, because the server is the first process of the container. ENTRY is how this member enters the
# ring, or member.
finish_entry() {
  local mode='' rounds=0
  if [ "$1" = restore ]; then
    finish_restore
    return
  fi
  if [ -e "$REPAIR" ]; then
    until [ "$mode" = NORMAL ]; do
      sleep 3
      read_mode mode
      end_failed "$mode"
    done
  else
    # shellcheck disable=SC2310 # its exit code is the answer
    until (serves_cql 127.0.0.1) 2>/dev/null; do
      sleep 1
      rounds=$((rounds + 1))
      if [ $((rounds % 30)) -eq 0 ]; then
        read_mode mode
        end_failed "$mode"
      fi
    done
  fi
  if [ ! -e "$MEMBER" ]; then
    keep "$MEMBER" "$1"
    rm -f "$ENTRY" "$REPLACE_NOW" "$REPLACES"
    log "this member is in the ring"
  fi
  if [ -e "$LEAVES" ] && [ "$(<"$LEAVES")" = returns ]; then
    rm "$LEAVES"
    log 'this member is in the ring again; it had begun to leave it'
  fi
  [ ! -e "$REPAIR" ] || repair
  if [ -e "$PROVISION" ]; then provision; fi
}

# usage: end_failed MODE
# If the copy of the rows has failed, for instance because another member restarted, the server would stay as it is. A new start copies
# them again.
end_failed() {
  [ "$1" != JOINING_FAILED ] || {
    log 'the copy of the rows has failed, and begins again with a restart of the container'
    kill "$$"
  }
}

# usage: repair
repair() {
  local answer outcome='the repair was skipped, so queries at QUORUM can miss rows'
  touch "$REPAIRING"
  log 'the repair of all ranges begins; this member serves no clients before it ends'
  until [ -e "$SKIP_REPAIR" ]; do
    # shellcheck disable=SC2310 # its exit code is the answer
    if { nodetool repair -full 2>&1 || echo 'nodetool failed'; } | log_progress; then
      outcome='the ranges are repaired'
      break
    fi
    log "the repair has failed, and is tried again: it needs all members. If one of them does not come back, see $DOCUMENTATION," \
      "'Serve without a repair' [RangesNotRepaired]"
    sleep 10
  done
  until answer=$(nodetool enablebinary 2>&1); do
    log "the port for clients does not open: ${answer##*$'\n'}"
    sleep 3
  done
  rm -f "$REPAIR" "$SKIP_REPAIR" "$REPAIRING"
  log "$outcome, and this member serves clients"
}

# usage: log_progress
# Logs each tenth of the repair of a keyspace, and errors without their lists of ranges. Fails if the output has an error.
log_progress() {
  local line tenth last='' failed=no
  while IFS= read -r line; do
    case $line in
      *progress:*)
        tenth=${line##*progress: }
        tenth=$((${tenth%%\%*} / 10))
        [ "$tenth" = "$last" ] || log "repair: $((tenth * 10)) %"
        last=$tenth
        ;;
      *'repairing keyspace '*)
        line=${line##*repairing keyspace }
        log "repair of keyspace ${line%% *}"
        last=''
        ;;
      *[Ee]rror* | *[Ff]ailed* | *Exception*)
        failed=yes
        log "repair: ${line/ for range \[*\]/}"
        ;;
      *) ;;
    esac
  done
  [ "$failed" = no ]
}

# usage: answer_jobs
# Runs next to the server. A new process answers each connection, and also runs the repair or takes the snapshot.
answer_jobs() {
  exec python3 -c '
import socketserver, subprocess, sys
class Turn(socketserver.BaseRequestHandler):
    def handle(self):
        subprocess.run(["bash", sys.argv[2]], stdin=self.request, stdout=self.request)
class Server(socketserver.ForkingTCPServer):
    allow_reuse_address = True
Server(("", int(sys.argv[1])), Turn).serve_forever(poll_interval=60)
' "$JOBS_PORT" "$scripts/turn.sh"
}
