drop index field.ix_revisions_deletions;
drop index field.ix_revisions_conflicts;
