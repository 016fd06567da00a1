#!/bin/bash
# The end of a check of data that is to be adopted.

# usage: refuse_findings PLACE NOTE [FINDING...]
# Ends the start with all findings in one message, and NOTE after them. Returns if there is no finding.
refuse_findings() {
  local finding text='' number=0
  for finding in "${@:3}"; do
    number=$((number + 1))
    text+=" ($number) $finding"
  done
  [ "$number" -eq 0 ] || fail "the data on $1 cannot be adopted as it is, and no file was changed.$text$2 [AdoptionRefused]"
}
