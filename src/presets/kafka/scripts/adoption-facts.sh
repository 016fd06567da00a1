#!/bin/bash
# Gathers the facts about data of another cluster, and changes none of its files.

# usage: gather_adoption_facts RESULT
# RESULT, an associative array, gets the keys of read_identity, read_quorum and read_use, and is_read (yes or empty) with the keys of
# read_metadata if no server uses the data and it has metadata.
gather_adoption_facts() {
  local -n _facts=$1
  _facts=([is_read]='')
  read_identity "$1"
  read_quorum "$1"
  read_use "$1"
  if [ -n "${_facts[quorum]}" ] && [ -z "${_facts[growing]}${_facts[inaccessible]}" ]; then read_metadata "$1"; fi
}

# usage: read_identity RESULT
# RESULT gets cluster and node.
read_identity() {
  local -n _identity=$1
  local cluster node
  read_property cluster cluster.id "$FORMER"
  read_property node node.id "$FORMER"
  _identity+=([cluster]=$cluster [node]=$node)
}

# usage: read_quorum RESULT
# RESULT gets quorum (static, dynamic, or empty without metadata), voters (of a static quorum), controllers (of this cluster) and combined
# (yes if these are brokers). The content of the file looks like this:
#   {"leaderId":0, ... "currentVoters":[{"voterId":0},{"voterId":1},{"voterId":2}],"data_version":0}
read_quorum() {
  local -n _quorum=$1
  local kind voters controllers ordinal role combined=yes
  find_quorum kind "$FORMER"
  voters=$(grep -o '"voterId":[0-9]*' "$FORMER/$QUORUM_STATE" 2>/dev/null | cut -d : -f 2 | sort -n | paste -s -d ' ' - || true)
  controllers=$FIRST_CONTROLLER_ID
  for ((ordinal = 1; ordinal < CONTROLLERS; ordinal++)); do controllers+=" $((FIRST_CONTROLLER_ID + ordinal))"; done
  find_role role
  if [ "$NAME" != "$CONTROLLER_SET" ] || [ "$role" = controller ]; then combined=''; fi
  _quorum+=([quorum]=$kind [voters]=$voters [controllers]=$controllers [combined]=$combined)
}

# usage: read_use RESULT
# RESULT gets growing (a file that a server writes) and inaccessible (a file). A server that stops leaves a file. The active controller
# appends a record to the metadata twice a second.
read_use() {
  local -n _use=$1
  local metadata=$FORMER/__cluster_metadata-0 growing='' inaccessible before after
  if [ ! -e "$FORMER/.kafka_cleanshutdown" ] && [ -d "$metadata" ]; then
    before=$(stat -c '%n %s' "$metadata"/*.log)
    sleep 3
    after=$(stat -c '%n %s' "$metadata"/*.log)
    [ "$after" = "$before" ] || growing=${metadata#"$VOLUME/"}
  fi
  find_inaccessible inaccessible
  _use+=([growing]=$growing [inaccessible]=$inaccessible)
}

# usage: find_inaccessible RESULT
# RESULT becomes a file that this user may not read and write, or an empty string. Kafka makes snapshots of the metadata read-only. The find
# of the image cannot test access.
find_inaccessible() {
  local -n _inaccessible=$1
  local path
  _inaccessible=''
  shopt -s globstar nullglob dotglob
  for path in "$FORMER"/**; do
    if [ -r "$path" ] && { [ -w "$path" ] || [[ $path = *.checkpoint ]]; } && { [ ! -d "$path" ] || [ -x "$path" ]; }; then continue; fi
    _inaccessible=${path#"$VOLUME/"}
    break
  done
  shopt -u globstar nullglob dotglob
}

# usage: read_metadata RESULT
# RESULT gets is_read (yes), level (of metadata.version), votes (voters of a dynamic quorum), strangers (ids of brokers that this set
# lacks), single (topics with a partition that has one copy) and users (the number of users with SCRAM passwords).
read_metadata() {
  local -n _metadata=$1
  local first brokers text key value path snapshot='' files=''
  for path in "$FORMER"/__cluster_metadata-0/*.checkpoint; do
    if [ -e "$path" ]; then snapshot=$path; fi
  done
  for path in $snapshot "$FORMER"/__cluster_metadata-0/*.log; do files+=${files:+,}$path; done
  read -r first brokers <"$ADOPTION_FILE"
  use_small_jvm
  text=$(summarize_metadata "$first" "$brokers" < <("$BIN/kafka-dump-log.sh" --cluster-metadata-decoder --files "$files" || true))
  _metadata+=([is_read]=yes)
  while IFS='=' read -r key value; do _metadata["$key"]=$value; done <<<"$text"
}

# usage: summarize_metadata FIRST BROKERS
# Reads records of the metadata, and prints lines of the form KEY=VALUE. The last record about an object counts. The input lines look like
# this:
#   | offset: 2 ... headerKeys: [] KRaftVoters {"version":0,"voters":[{"voterId":0,"voterDirectoryId":"...","endpoints":[...], ...}]}
#   | offset: 8 ... headerKeys: [] payload: {"type":"REGISTER_BROKER_RECORD","version":3,"data":{"brokerId":1, ...}}
summarize_metadata() {
  awk -v first="$1" -v brokers="$2" '
    # the value of the first member with this name
    function value_of(name) {
      if (!match($0, "\"" name "\":(\"[^\"]*\"|\\[[^]]*\\]|[^,}]*)")) return ""
      text = substr($0, RSTART + length(name) + 3, RLENGTH - length(name) - 3)
      gsub(/"/, "", text)
      return text
    }
    function add(list, word) {
      return list (list == "" ? "" : " ") word
    }
    / KRaftVoters / {
      votes = ""
      rest = $0
      while (match(rest, /"voterId":[0-9]+/)) {
        votes = add(votes, substr(rest, RSTART + 10, RLENGTH - 10))
        rest = substr(rest, RSTART + RLENGTH)
      }
    }
    /"type":"FEATURE_LEVEL_RECORD".*"name":"metadata.version"/ { level = value_of("featureLevel") }
    /"type":"REGISTER_BROKER_RECORD"/ { registered[value_of("brokerId")] = 1 }
    /"type":"UNREGISTER_BROKER_RECORD"/ { delete registered[value_of("brokerId")] }
    /"type":"USER_SCRAM_CREDENTIAL_RECORD"/ { users[value_of("name")] = 1 }
    /"type":"REMOVE_USER_SCRAM_CREDENTIAL_RECORD"/ { delete users[value_of("name")] }
    /"type":"TOPIC_RECORD"/ { names[value_of("topicId")] = value_of("name") }
    /"type":"REMOVE_TOPIC_RECORD"/ { delete names[value_of("topicId")] }
    /"type":"PARTITION(_CHANGE)?_RECORD"/ {
      copies = value_of("replicas")
      if (copies ~ /^\[/) copies_of[value_of("topicId") " " value_of("partitionId")] = copies
    }
    END {
      number = 0
      for (id in registered) if (id + 0 < first + 0 || id + 0 >= first + brokers) {
        for (place = ++number; place > 1 && ids[place - 1] + 0 > id + 0; place--) ids[place] = ids[place - 1]
        ids[place] = id
      }
      for (place = 1; place <= number; place++) strangers = add(strangers, ids[place])
      for (partition in copies_of) if (copies_of[partition] !~ /,/) {
        split(partition, part, " ")
        is_single[part[1]] = 1
      }
      for (id in is_single) if (id in names) single = add(single, names[id])
      number = 0
      for (user in users) number++
      print "level=" level
      print "votes=" votes
      print "strangers=" strangers
      print "single=" single
      print "users=" number
    }'
}
