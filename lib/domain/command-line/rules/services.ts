/** Services that Windows ships and runs in svchost, in small letters. One that is not among them may be anybody's. */
export const WINDOWS_SERVICES: ReadonlySet<string> = new Set(
  [
    'aarsvc appidsvc appinfo appmgmt appreadiness appxsvc audioendpointbuilder audiosrv axinstsv',
    'bdesvc bfe bits brokerinfrastructure bthavctpsvc bthserv camsvc capabilityaccessmanager cbdhsvc cdpsvc cdpusersvc',
    'certpropsvc clipsvc coremessagingregistrar cryptsvc dcomlaunch defragsvc deviceassociationservice deviceinstall',
    'deviceassociationbrokersvc devicesflowusersvc devquerybroker dhcp diagtrack displayenhancementservice dispbrokerdesktopsvc',
    'dmwappushservice dnscache dosvc dot3svc dps dssvc dusmsvc eaphost efs entappsvc eventlog eventsystem fdphost fdrespub fhsvc',
    'fontcache gpsvc graphicsperfsvc hidserv ikeext installservice iphlpsvc keyiso ktmrm lanmanserver lanmanworkstation lfsvc',
    'licensemanager lltdsvc lmhosts lsm mpssvc msiscsi ncasvc ncbservice ncdautosetup netlogon netman netprofm netsetupsvc',
    'ngcctnrsvc ngcsvc nlasvc nsi onesyncsvc pcasvc pimindexmaintenancesvc pla plugplay policyagent power printnotify profsvc',
    'pushtoinstall qwave rasauto rasman remoteaccess remoteregistry rmsvc rpceptmapper rpcss samss schedule scardsvr',
    'scdeviceenum sdrsvc seclogon semgrsvc sens sensrsvc sensorservice sessionenv sgrmbroker sharedaccess shellhwdetection',
    'smphost sstpsvc staterepository stisvc storsvc svsvc swprv sysmain systemeventsbroker tabletinputservice tapisrv termservice',
    'themes tiledatamodelsvc timebrokersvc tokenbroker trkwks umrdpservice unistoresvc upnphost userdatasvc usermanager usosvc',
    'vaultsvc vmicheartbeat vmickvpexchange vmicrdv vmicshutdown vmictimesync vmicvss w32time waasmedicsvc walletservice',
    'wbiosrvc wcmsvc wdiservicehost wdisystemhost webclient wecsvc wephostsvc wercplsupport wersvc wiarpc winhttpautoproxysvc',
    'winmgmt winrm wisvc wlansvc wlidsvc wlpasvc wpcmonsvc wpdbusenum wpnservice wpnuserservice wscsvc wuauserv wwansvc',
    'xblauthmanager xblgamesave xboxnetapisvc',
  ].flatMap((names) => names.split(' ')),
);
