#!/bin/bash
# What the scripts that run pgBackRest share.

# usage: read_repository DIRECTORY
# Sets the variables with the secrets of the repository. pgBackRest reads them from its configuration or its environment only.
read_repository() {
  read_secret PGBACKREST_REPO1_S3_KEY "$1/access-key"
  read_secret PGBACKREST_REPO1_S3_KEY_SECRET "$1/secret-key"
  export PGBACKREST_REPO1_S3_KEY PGBACKREST_REPO1_S3_KEY_SECRET
  [ ! -e "$1/passphrase" ] || {
    read_secret PGBACKREST_REPO1_CIPHER_PASS "$1/passphrase"
    export PGBACKREST_REPO1_CIPHER_PASS
  }
}

# the command for the repository of this cluster
# shellcheck disable=SC2034 # not every script runs it
BACKREST=(pgbackrest --config="$ARCHIVE_CONFIG" --stanza="$STANZA")
