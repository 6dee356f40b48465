"""Backup and restore: the whole installation in one file, the same for SQLite and PostgreSQL.

A *backup* is a zip with every table as JSON lines, the stored files, the releases, and a list of all of it with hashes;
under a passphrase it is encrypted, and only then it may hold the keys. Its *content hash* names what it holds: the same
before, in the backup, and after a restore. Why it is so: ``docs/adr/0008-backup.md``.
"""
