import Diagnostics
import Foundation
import TestSupport
import Testing

@testable import Tickets

@Suite struct SecretScannerTests {
  /// What looks like a secret to a hasty reader, and is none.
  @Test(arguments: [
    "commit 4f1c2d9e8a7b6c5d4e3f2a1b0c9d8e7f6a5b4c3d is the one",
    "git describe says v01_02_03-14-g4f1c2d9",
    "sha256: 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    "uuid 123e4567-e89b-12d3-a456-426614174000",
    "file id 0x8badf00d and checksum adler32:1a2b3c4d",
    "prod_artdaq_S15-11-20_nd_numi_keepup_w49_v3_pass2_physics_Full",
    "/pnfs/nova/production/raw2root/S15-11-20/fd/000184/18420/fardet_r00018420_s12_t00_S15-11-20_data.artdaq.root",
    "/pnfs/dune/persistent/users/novapro/tokens/readme.txt",
    "input_dataset: prod_pass_2_token_study_v1",
    "the token expired during the job; please renew the token",
    "tokens are kept by the managed token service",
    "password-less ssh is used; no password is needed",
    "passwords: none",
    "pass: 2",
    "pass 1 reco and pass 2 calib",
    "first pass: reco; second pass: caf",
    "bypass: true",
    "secret: no",
    "the secret ballot of the collaboration",
    "token: managed",
    "htgettoken -a htvaultprod.example.org -i nova",
    "export BEARER_TOKEN_FILE=/tmp/bt_u12345",
    "X509_USER_PROXY=/opt/nova/pro/nova.Production.proxy",
    "kx509; voms-proxy-init -rfc -noregen -voms nova:/nova/Role=Production",
    "setup nova_production S15-11-20 -q e9:prof",
    "jobsub_submit -N 100 --OS=SL6 --expected-lifetime=8h --memory=2000MB file:///nova/app/users/x/run.sh",
    "http://samweb.example.org:8480/sam/nova/api/definitions/name/fd_raw_keepup_2015_11/snapshot?format=json",
    "https://git.example.org:8443/a/b@master",
    "ssh://p-nova@cdcvs.example.org/cvs/projects/nova",
    "git@github.example.org:nova/Production.git",
    "root://fndca1.example.org:1094//pnfs/example.org/usr/nova/x@y.root",
    "key: value",
    "public key: ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ3n0v4h0T8H2l7w1d6s5k9q8r7t6y5u4i3o2p1a0z9X user@host",
    "public_key: AAAAB3NzaC1yc2EAAAADAQABAAABAQC7",
    "-----BEGIN CERTIFICATE-----",
    "MIIDdzCCAl+gAwIBAgIEAgAAuTANBgkqhkiG9w0BAQUFADBaMQswCQYDVQQGEwJJ",
    "-----END CERTIFICATE-----",
    "/DC=org/DC=incommon/C=US/ST=Illinois/O=Fermi/CN=novapro/nova.example.org",
    "14158503.0@schedd1.example.org, 1.6 GB, 3.2 h",
    "12345678_0@fifebatch1.example.org",
    "release: S15-11-20a",
    "fcl: prod_sk-nd_numi_reco_Job_with_Token.fcl",
    "sk-nd-fhc-nonswap-genie-n1810j0211a-r00001234",
    "eyJ is how a token begins",
    "AKIA is an Aka",
    "ghp_ tokens are refused",
    "the password must not be in the ticket",
    "password: see the vault",
    "password: ask the coordinator",
    "password: $DB_PASSWORD",
    "password: {{ vault_password }}",
    "password: <redacted>",
    "password: xxxxxxxx",
    "Password: (sent separately)",
    "passphrase: not needed",
    #"echo "hello world" | tee log.txt"#,
    "mysql -p",
    "ssh -p 2222 gpvm01",
    "sshpass is not installed",
    "pw: none",
    "api_key: none",
    "token lifetime: 7 days",
    "token=None",
    "auth: kerberos",
    "secret_santa: yes",
    "basic reconstruction with cosmics",
    "Basic information about production2015",
    "bearer of bad news",
    "Bearer tokens are described in the documentation2",
    "signature = 5 sigma",
    "significance: sig=3.2",
    "AIzawl",
    "md5=d41d8cd98f00b204e9800998ecf8427e",
    "base64: QmFzZTY0IGlzIG5vdCBhIHNlY3JldCBoZXJlIGF0IGFsbA==",
    "glpat- is the prefix of tokens",
    "xoxo-1234567890-kisses-and-hugs-everyone",
    "npm_package_version_of_the_frontend_is_1",
    "pypi-server-of-the-lab-mirrors-everything-2015-and-later",
    "hf_numi_flux_systematics_2015_universe_0001_v2",
    "SG.production.fd.keepup.2015.w49.reconstruction.full.v3.extra",
    "dapi_is_the_data_api_of_the_lab_and_not_a_token",
    "password reset was requested on 2015-12-01",
    "tokenizer: whitespace",
    "access_key: no",
    "user:group@host",
    "mailto:nova-production@example.org",
    "sam: sam_pwd_dir",
    "cwd: /nova/app",
    "pwd: /nova/app/users/novapro",
    "PWD=/nova/app/users",
    "OLDPWD=/tmp/x",
    "the keytab is /var/adm/krb5/novapro.keytab",
    "private key location: ~/.ssh/id_rsa",
    "-----BEGIN RSA PRIVATE KEY----- must not be pasted here",
    "secret-in-ticket",
    "job_token_count: 1234567890123456",
    "tokens_per_job = 1234567890123456789",
    "n_token: 20000000000000000",
    "compass: north12345",
  ])
  func whatIsNoSecretIsLeftAlone(text: String) {
    #expect(SecretScanner.scan(Array(text.utf8)).isEmpty)
    #expect(SecretScanner.scan(Array("### Title\n\n\(text)\n\n### Experiment\n\nnova\n".utf8)).isEmpty)
  }

  /// Random pieces of secrets and of what announces them: the same is found where every place is looked at.
  @Test func noPlaceIsPassedOverThatHoldsASecret() {
    let pieces = [
      "AKIA", "ASIA", "AIza", "AGE-SECRET-KEY-1", "Bearer ", "basic ", "BASIC ", "BQIAAA", "GOCSPX-",
      "PuTTY-User-Key-File-2: ssh-rsa", "SG.", "ghp_",
      "github_pat_", "glpat-", "glc_", "pypi-", "eyJ", "echo ", "| kinit", "sk_live_", "sk-", "sntrys_", "shpat_", "dop_v1_",
      "dckr_pat_", "dapi", "hvs.",
      "hf_", "hooks.slack.com/services/T", "lin_api_", "npm_", "rk_live_", "whsec_", "xoxb-", "xapp-", "ya29.", "password",
      "Passwd", "pwd", "passphrase",
      "my_pass", "PASS", "kennwort", "secret", "TOKEN", "db_pw", "sig", "api_key", "apikey", ":", "=", ": ", " = ", "\":", "': ",
      "://", "u:hunter22@h", "--",
      "--password ", "-u ", "curl ", "sshpass -p ", "mysql -p", "-----BEGIN RSA PRIVATE KEY-----",
      "-----END RSA PRIVATE KEY-----", "hunter22", "a1B2",
      "Zx81kQ93LmN0pR7s", "0123456789ABCDEF", " ", " ", "\n", "_", "-", ".", "`", "\"", "'", "é", "x",
    ]
    var random = SeededGenerator(seed: 8)
    var found = 0
    for _ in 0..<20_000 {
      let text = (0..<1 + random.next() % 9).map { _ in random.pick(pieces) }.joined()
      let bytes = Array(text.utf8)
      let all = bytes.withUnsafeBufferPointer { buffer -> [SecretScanner.Finding] in
        var (index, findings) = (0, [SecretScanner.Finding]())
        while index < buffer.count {
          let finding = SecretScan.mayBegin(buffer[index]) ? SecretScan(buffer).finding(at: index) : nil
          if let finding { findings.append(finding) }
          index = max(finding?.range.end ?? 0, index + 1)
        }
        return findings
      }
      #expect(SecretScanner.scan(bytes) == all, "\(text)")
      found += all.count
    }
    #expect(found > 2000)
  }

  @Test func commitHashesIdentifiersAndPathsAreNoSecrets() {
    var state: UInt64 = 7
    func hexadecimal(_ count: Int) -> String {
      String(
        (0..<count).map { _ in
          state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
          return Array("0123456789abcdef")[Int(state >> 60)]
        })
    }
    for _ in 0..<500 {
      let text = """
        release: \(hexadecimal(40))
        commit \(hexadecimal(12))
        checksum: \(hexadecimal(64))
        id: \(hexadecimal(8))-\(hexadecimal(4))-4\(hexadecimal(3))-a\(hexadecimal(3))-\(hexadecimal(12))
        path: /pnfs/nova/\(hexadecimal(16))/fardet_r000\(hexadecimal(5))_S15-11-20.root
        dataset: prod_reco_\(hexadecimal(7))_fd_keepup_token_w49
        """
      #expect(SecretScanner.scan(Array(text.utf8)).isEmpty, "\(text)")
    }
  }

  @Test(arguments: [
    "echo '«hunter22!»' | kinit novapro", "sshpass -p «hunter22» ssh host", "mysql -u nova -p«hunter22» db",
    "Passwort: «hunter22»",
    "pw: «hunter22»", "machine h login nova password «hunter22»", "curl -u nova:«hunter22» https://h",
    "postgres://nova:«p4ss»@h/db",
    "mysql --password=«hunter22»", "PGPASSWORD='«hunter22»' psql", "https://«ghp_0123456789abcdefghijABCDEFGHIJ012345»@h/x.git",
    "password: |\n  «hunter22»\nnext: x", "{\"password\": \"«hunter 22»\"}", "glpat token «glpat-aB3dE5fG7hI9jK1lM3nO»",
  ])
  func findsWhatFollowsItsName(text: String) {
    let marked = Marked(text)
    #expect(SecretScanner.scan(marked.bytes).map(\.range) == marked.ranges)
  }

  /// A scan takes time in proportion to the text, whatever is in it: one that looked again and again would take hours.
  @Test(
    .timeLimit(.minutes(60)),
    arguments: [
      "-p ", "sshpass -p -p ", "echo ", "password: ", "password:\"", "-----BEGIN RSA PRIVATE KEY-----\n", "https://", "eyJ",
      "a:b@",
      "curl -u ",
      "xoxb-1", "password \\n", "pypi-", "token=",
    ])
  func manyBeginningsTakeLittleTime(text: String) {
    let bytes = Array(String(repeating: text, count: 1_000_000 / text.utf8.count).utf8)
    #expect(SecretScanner.scan(bytes).count <= bytes.count)
  }
}
