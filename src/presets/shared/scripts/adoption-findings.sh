#!/bin/bash
# The end of a check of data that is to be adopted, or copied.

# usage: number_findings RESULT [FINDING...]
# RESULT becomes one text of all findings, each with its number.
number_findings() {
  local -n _numbered=$1
  local finding number=0
  _numbered=''
  for finding in "${@:2}"; do
    number=$((number + 1))
    _numbered+=" ($number) $finding"
  done
}

# usage: refuse_findings PLACE NOTE [FINDING...]
# Ends the start with all findings in one message, and NOTE after them. Returns if there is no finding.
refuse_findings() {
  local text
  number_findings text "${@:3}"
  [ -z "$text" ] || fail "the data on $1 cannot be adopted as it is, and no file was changed.$text$2 [AdoptionRefused]"
}
