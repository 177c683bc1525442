-- Devices ask for both after every run of theirs that brought something.
create index ix_revisions_conflicts on field.revisions (arrived_at) where verdict = 'conflict';
create index ix_revisions_deletions on field.revisions (arrived_at) where action = 'delete';
