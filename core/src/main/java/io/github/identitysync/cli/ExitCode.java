package io.github.identitysync.cli;

/** How a command ended, as the shell sees it. */
enum ExitCode {
  DONE(0, "done"),
  NOT_FOUND(1, "not found: no such profile, or no store in STORE"),
  USAGE(2, "wrong usage"),
  REJECTED(3, "some records were rejected or refused, or fields of them; all others are applied"),
  BAD_INPUT(4, "an input is unreadable or malformed; the records before that place are applied"),
  LOCKED(5, "the store is open elsewhere"),
  DAMAGED(6, "the store is damaged, or in a format that is not supported"),
  STORAGE_FAILED(7, "the storage failed, or the output could not be written"),
  UNEXPECTED(8, "an error that nobody expected");

  final int number;

  /** What the number means, for the help text. */
  final String meaning;

  ExitCode(int number, String meaning) {
    this.number = number;
    this.meaning = meaning;
  }
}
