drop policy recovery_shares_own on people.recovery_shares;
