-- The zone is not signed. Without this, clients that ask for validation get SERVFAIL; dig is one.
addNTA("service.internal")
