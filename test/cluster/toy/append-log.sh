#!/bin/sh
# A server that appends lines to /data/log over HTTP, in one file of shell. DURABILITY is `honest`: it has synced before it
# acknowledges; or `lossy`: it acknowledges from memory that a crash takes with it, as a database with relaxed flushing does.
set -eu

memory=/tmp/memory

# usage: answer STATUS    and the body from standard input
answer() {
  printf 'Status: %s\r\nContent-Type: text/plain\r\n\r\n' "$1"
  cat
}

# usage: append LINE    the dot tells a whole line from one that a full volume tore
append() {
  if [ "$DURABILITY" = honest ]; then
    printf '\n%s.\n' "$1" >>/data/log
    sync /data/log
  else
    printf '\n%s.\n' "$1" >>"$memory"
  fi
}

# usage: respond    answers one request, as a CGI program
respond() {
  case ${PATH_INFO:-} in
    /append)
      append "$QUERY_STRING"
      echo "$QUERY_STRING" | answer '200 OK'
      ;;
    /lines) sed -n 's/^\(.*\)\.$/\1/p' /data/log "$memory" | answer '200 OK' ;;
    *) echo 'ask for /append?LINE or /lines' | answer '404 Not Found' ;;
  esac
}

# usage: flush_now_and_then    what the lossy server calls durable
flush_now_and_then() {
  while :; do
    sleep 10
    mv "$memory" "$memory.old"
    touch "$memory"
    cat "$memory.old" >>/data/log
  done
}

# usage: serve    the shell stays the first process, because httpd would not hear SIGTERM in its place
serve() {
  trap 'exit 0' TERM
  mkdir -p /tmp/www/cgi-bin
  cp "$0" /tmp/www/cgi-bin/log
  chmod 0755 /tmp/www/cgi-bin/log
  touch /data/log "$memory"
  if [ "$DURABILITY" = lossy ]; then flush_now_and_then & fi
  httpd -f -p 8080 -h /tmp/www &
  wait "$!"
}

if [ -n "${GATEWAY_INTERFACE:-}" ]; then respond; else serve; fi
