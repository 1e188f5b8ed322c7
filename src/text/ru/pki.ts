import type { PkiTexts } from '../kk/pki.ts';

export const pki: PkiTexts = {
  commandLine: {
    valid: 'ДЕЙСТВИТЕЛЬНО',
    notValid: 'НЕДЕЙСТВИТЕЛЬНО',
    unreadable: 'НЕ ЧИТАЕТСЯ',
    status: {
      passed: 'пройдено',
      failed: 'не пройдено',
      indeterminate: 'не установлено',
      skipped: 'не проверялось',
    },
    usage: `Использование:
  birtereze verify-chain --trust ФАЙЛ… [--untrusted ФАЙЛ…] [--crl ФАЙЛ…] [--at ВРЕМЯ]
            [--policy OID…] [--no-policy-mapping] [--explicit-policy] [--inhibit-any] СЕРТИФИКАТ
  birtereze verify-cms --trust ФАЙЛ… [--untrusted ФАЙЛ…] [--content ФАЙЛ] [--crl ФАЙЛ…] [--at ВРЕМЯ] CMS
  birtereze verify-document ФАЙЛ…
  birtereze cert ФАЙЛ
  birtereze check-regulation ПАПКА…
  birtereze regulation-table ПАПКА…
  birtereze --batch          один запрос JSON в каждой строке стандартного ввода

--json даёт ответ в виде JSON. Проверяемый файл стоит первым, последним или после «--».
ВРЕМЯ: 2011-04-01, 2011-04-01T00:00:00Z или секунды с 1970 года. Файлы: PEM или DER.
Код выхода: 0 действительно, 1 недействительно, 2 не читается.`,
  },
};
