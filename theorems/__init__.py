"""The theorem library, one theorem per file, the file's name saying the conclusion first."""
