/** Words of the command line and of reports about certificates. */
export const pki = {
  commandLine: {
    valid: 'ЖАРАМДЫ',
    notValid: 'ЖАРАМСЫЗ',
    unreadable: 'ОҚУ МҮМКІН ЕМЕС',
    status: {
      passed: 'өтті',
      failed: 'өтпеді',
      indeterminate: 'анықталмады',
      skipped: 'тексерілмеді',
    },
    usage: `Пайдалану:
  birtereze verify-chain --trust ФАЙЛ… [--untrusted ФАЙЛ…] [--crl ФАЙЛ…] [--at УАҚЫТ]
            [--policy OID…] [--no-policy-mapping] [--explicit-policy] [--inhibit-any] СЕРТИФИКАТ
  birtereze verify-cms --trust ФАЙЛ… [--untrusted ФАЙЛ…] [--content ФАЙЛ] [--crl ФАЙЛ…] [--at УАҚЫТ] CMS
  birtereze verify-document ФАЙЛ…
  birtereze cert ФАЙЛ
  birtereze check-regulation ҚАПШЫҚ…
  birtereze regulation-table ҚАПШЫҚ…
  birtereze --batch          стандартты кірістің әр жолында бір JSON сұрау

--json жауапты JSON түрінде береді. Тексерілетін файл бірінші, соңғы немесе «--» белгісінен кейін тұрады.
УАҚЫТ: 2011-04-01, 2011-04-01T00:00:00Z немесе 1970 жылдан бергі секундтар. Файлдар: PEM немесе DER.
Шығу коды: 0 жарамды, 1 жарамсыз, 2 оқу мүмкін емес.`,
  },
};
export type PkiTexts = typeof pki;
