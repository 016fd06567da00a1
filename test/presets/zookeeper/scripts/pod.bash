# A pod of the preset without a server: copies of the scripts, with a contract whose absolute paths lead into $pod, other members that
# answer as told, and a server that writes down how it was started.

load ../../../support/pod

setup_pod() {
  export pod=$BATS_TEST_TMPDIR POD_INDEX=${POD_INDEX:-0} scripts=$BATS_TEST_TMPDIR/scripts
  export NAME=zk POD_NAME=zk-$POD_INDEX
  export TRANSACTION_LOG=$pod/data PATH=$pod/bin:$PATH
  mkdir -p "$pod"/{bin,data,run,peers,etc/live,scripts}
  copy_scripts zookeeper -e 's/SECONDS + 10/SECONDS + 1/; s/SECONDS + 5/SECONDS + 1/; s/sleep 30/sleep 0.2/; s/read -r -t 5/read -r/' \
    -e 's|${EPOCHREALTIME//\[.,\]/}|$(<"$pod/microseconds")|g'
  write_contract
  echo 0 >"$pod/microseconds"
  # shellcheck source=/dev/null
  . "$scripts/contract.sh"
  stop_clock
  write_fakes
  echo false | tee "$FIRST_BOOT_FILE" >"$REMOVAL_FILE"
  echo none >"$ADOPTION_FILE"
  echo 'dataDir=/data' >"$CONFIG"
  printf '127.0.0.1\tlocalhost\n10.0.0.9\t%s\t%s\n' "zk-$POD_INDEX.zk.shop.svc.cluster.local" "zk-$POD_INDEX" >"$HOSTS_FILE"
  members 3
}

# usage: write_contract
# The contract that a pod gets, with its paths below $pod.
write_contract() {
  local contract=$BATS_FILE_TMPDIR/contract.sh
  [ -s "$contract" ] || (cd "$BATS_TEST_DIRNAME" && node ../../../../node_modules/tsx/dist/cli.mjs print-contract.ts) >"$contract"
  # /tmp first, where $pod may be
  sed "s|=/tmp/|=$pod/|; t; s|=/etc/zookeeper/stateful|=$pod/etc|; s|=/etc/hosts|=$pod/hosts|; s|=/run/secrets|=$pod/secrets|
    s|=/run/zookeeper|=$pod/run|; s|=/data|=$pod/data|; s|=/dev/termination-log|=$pod/termination-log|" "$contract" >"$scripts/contract.sh"
  # no test may touch the machine's own files
  ! grep '=/' "$scripts/contract.sh" | grep -v "=$pod/"
}

# usage: members COUNT
members() {
  local ordinal
  for ((ordinal = 0; ordinal < $1; ordinal++)); do echo "$((100 - ordinal)) zk-$ordinal.zk"; done >"$MEMBERS_FILE"
}

# usage: sources COUNT
# So many servers of another ensemble are also on the list.
sources() {
  local ordinal
  for ((ordinal = 0; ordinal < $1; ordinal++)); do
    echo "$((ordinal + 1)) old-$ordinal.old.shop.svc.cluster.local." >>"$MEMBERS_FILE"
  done
}

# usage: source_runs ORDINAL LIST
# What a server of another ensemble reports about its members: those of a file in the form of MEMBERS_FILE.
source_runs() {
  sed 's/\([0-9]*\) \(.*[^.]\)\.*$/server.\1=\2:2888:3888:participant;0.0.0.0:2181/' "$2" >"$pod/peers/old-$1.old:2181"
}

# This member has data, and ran before.
data() {
  mkdir -p "$pod/data/version-2"
  touch "$pod/data/version-2/snapshot.0"
  cp "$MEMBERS_FILE" "$MEMBERS_OF_DATA"
}

# usage: foreign PATH...
# Files of somebody else below the container's root: a directory where the path ends in a slash.
foreign() {
  local path
  for path; do
    mkdir -p "$pod/${path%/*}"
    [[ $path = */ ]] || echo theirs >"$pod/$path"
  done
}

# usage: refused_unchanged DIRECTORY... -- TEXT...
# The start ends with all texts in its termination message, and nothing in the directories has changed.
refused_unchanged() {
  local directories=() before
  while [ "$1" != -- ]; do
    directories+=("$pod/$1")
    shift
  done
  before=$(find "${directories[@]}" -printf '%p %m %s %T@\n')
  start
  [ "$status" -eq 1 ]
  [ "$(find "${directories[@]}" -printf '%p %m %s %T@\n')" = "$before" ]
  [ ! -e "$pod/log" ]
  for text in "${@:2}"; do grep -Fq -e "$text" "$pod/termination-log"; done
}

# usage: certificate NAME
# The Secret of a certificate that signs itself, with a key in PKCS #8.
certificate() {
  local secret=$CERTIFICATE
  mkdir -p "$secret"
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj "/CN=$1" -keyout "$secret/tls.key" -out "$secret/tls.crt" 2>/dev/null
  cp "$secret/tls.crt" "$secret/ca.crt"
}

# usage: ran_with BEFORE NOW
# This member has data and ran with so many members, and there are so many now.
ran_with() {
  data
  members "$1"
  cp "$MEMBERS_FILE" "$MEMBERS_OF_DATA"
  members "$2"
}

# usage: peer ORDINAL leads|empty|closes
# What another member says at the port of the quorum; without this, it does not answer.
peer() {
  echo "$2" >"$pod/peers/zk-$1.zk"
}

# usage: runs ORDINAL COUNT
# What another member's server says of the members that it runs with.
runs() {
  local ordinal
  {
    printf 'serverId=1\nmembership: \n'
    for ((ordinal = 0; ordinal < $2; ordinal++)); do echo "server.$((100 - ordinal))=zk-$ordinal.zk:2888:3888:participant"; done
    echo version=0
  } >"$pod/peers/zk-$1.zk:2181"
}

# usage: start
# Ends with 143 where the start waits: after some rounds of waiting, however long they take, the fakes end it.
start() {
  rm -f "$pod/rounds"
  run bash -c 'echo $$ >"$pod/start"; exec bash "$0"' "$scripts/start.sh"
}

write_fakes() {
  stub zkServer.sh <<<'echo "zkServer.sh $*" >>"$pod/log"'
  stub getent <<<'exit 0'
  stub wait_round <<'FAKE'
echo >>"$pod/rounds"
[ "$(wc -l <"$pod/rounds")" -lt 12 ] || kill "$(<"$pod/start")"
exec /bin/sleep 0.1
FAKE
  stub sleep <<<'[ "$1" != 1 ] || exec wait_round; exec /bin/sleep 0.1'
  # the listener gives other members a moment to ask; the asker gets what the peer says
  stub nc <<'FAKE'
if [ "$1" = -l ]; then
  cat >>"$pod/said"
  exec wait_round
fi
# the name must be absolute
host=${3%.shop.svc.cluster.local.}
[ "$host" != "$3" ] || exit 1
if [ "$4" = 2181 ]; then
  exec cat "$pod/peers/$host:2181"
fi
[ -e "$pod/peers/$host" ] || exit 1
case $(<"$pod/peers/$host") in
  leads) echo $(($(<"$pod/microseconds") + 1000000)) >"$pod/microseconds" ;;
  empty) echo empty ;;
  *) ;; # closes the connection
esac
FAKE
}
