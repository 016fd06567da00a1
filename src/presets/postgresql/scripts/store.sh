#!/bin/bash
# What the store of Patroni knows about this cluster.

# usage: read_cluster RESULT
# RESULT becomes the identifier of the cluster, or `none` if the store does not know a cluster. Waits for the Kubernetes API. patronictl
# prints the identifier in the title of its table only.
read_cluster() {
  local -n _cluster=$1
  local table
  until table=$(patronictl -c "$CONFIG" list 2>&1) && [[ $table =~ Cluster:\ .*\ \(([0-9a-z]+)\) ]]; do
    log_wait "waiting for the Kubernetes API: ${table##*$'\n'} [StoreUnreachable]"
    sleep 2
  done
  _cluster=${BASH_REMATCH[1]}
  # shellcheck disable=SC2034 # the caller's variable
  [[ $_cluster = [0-9]* ]] || _cluster=none
}

# usage: apply_dynamic_config
# Patroni reads some settings from the store only. The file in the pod is what the program says.
apply_dynamic_config() {
  local answer
  answer=$(patronictl -c "$CONFIG" edit-config --force --apply "$DYNAMIC_CONFIG" 2>&1) ||
    fail "the dynamic configuration cannot be changed: ${answer##*$'\n'} [DynamicConfigRejected]"
  [[ $answer = *'Not changed'* ]] || log "dynamic configuration changed: $answer"
}
