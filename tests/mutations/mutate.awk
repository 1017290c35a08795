# Applies one mutation to the tree in the current folder: awk -v name=NAME -f mutate.awk tests/mutations/*.mutations
# A hunk has to fit exactly one place of its file, or the mutation no longer applies. Indentation does not count.

function trim(text) {
  gsub(/^[ \t]+|[ \t\r]+$/, "", text)
  return text
}

function fail(why) {
  print file ": " why > "/dev/stderr"
  failed = 1
  exit 1
}

function fits(at,   i) {
  for (i = 1; i <= olds; i++) {
    if (trim(line[at + i - 1]) != old[i]) {
      return 0
    }
  }
  return 1
}

function apply(   lines, at, found, i) {
  if (file == "") {
    return
  }
  lines = 0
  while ((getline line[lines + 1] < file) > 0) {
    lines++
  }
  close(file)
  if (lines == 0) {
    fail("there is no such file")
  }
  for (i = 1; i <= lines - olds + 1; i++) {
    if (fits(i)) {
      found++
      at = i
    }
  }
  if (found != 1) {
    fail("the lines to change stand there " (found + 0) " times")
  }
  for (i = 1; i < at; i++) {
    print line[i] > file
  }
  # A text over several lines asks for its indentation.
  match(line[at], /^[ \t]*/)
  for (i = 1; i <= news; i++) {
    print substr(line[at], 1, RLENGTH) new[i] > file
  }
  for (i = at + olds; i <= lines; i++) {
    print line[i] > file
  }
  close(file)
  file = ""
  applied++
}

/^## / {
  apply()
  chosen = substr($0, 4) == name
  next
}

chosen && /^@ / {
  apply()
  file = substr($0, 3)
  olds = news = 0
}

chosen && /^[ -] / { old[++olds] = trim(substr($0, 3)) }

chosen && /^[ +] / { new[++news] = trim(substr($0, 3)) }

END {
  if (!failed) {
    apply()
  }
  exit failed || applied == 0
}
