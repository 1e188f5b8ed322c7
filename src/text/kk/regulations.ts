/** Words of the engine that no definition brings along: statuses, faults of answers, the frame of a request. */
export const regulations = {
  status: {
    draft: 'Жоба',
    sent: 'Жіберілді',
    accepted: 'Қабылданды',
    considered: 'Қаралуда',
    needsYou: 'Толықтыру қажет',
    provided: 'Шешім: көрсетілді',
    refused: 'Шешім: бас тартылды',
    withdrawn: 'Қайтарып алынды',
  },
  faults: {
    required: (label: string) => `«${label}» өрісін толтырыңыз`,
    tooShort: (label: string, least: string) => `«${label}» өрісіне кемінде ${least} таңба жазыңыз`,
    tooLong: (label: string, most: string) => `«${label}» өрісін ${most} таңбаға дейін қысқартыңыз`,
    pattern: (label: string) => `«${label}» өрісін үлгідегідей жазыңыз`,
    phone: 'Телефон нөмірін толық жазыңыз, мысалы +7 701 123 45 67',
    iin: 'ЖСН-ді тексеріңіз: онда 12 сан болуы керек',
    date: (label: string) => `«${label}» өрісіне бар күнді жазыңыз, мысалы 31.12.2026`,
    tooEarly: (label: string, date: string) => `«${label}» өрісіне ${date} немесе одан кейінгі күнді жазыңыз`,
    tooLate: (label: string, date: string) => `«${label}» өрісіне ${date} немесе одан бұрынғы күнді жазыңыз`,
    order: (date: string) => `Соңғы күн басталған күннен (${date}) бұрын болмауы керек`,
    choice: (label: string) => `«${label}» тізімінен біреуін таңдаңыз`,
  },
  request: {
    consumer: 'Өтініш беруші',
    iin: 'ЖСН',
    attachments: 'Өтінішке қоса берілетін құжаттар:',
    noAttachments: 'Құжат қоса берілмеген',
    notAnswered: 'толтырылмаған',
    preparedAt: 'Дайындалған уақыты',
    correction: (label: string) => `«${label}» дерегінің дұрысы (өтініш берушінің айтуынша)`,
  },
  limit: {
    s: (count: number) => `${count} секунд`,
    m: (count: number) => `${count} минут`,
    wd: (count: number) => `${count} жұмыс күні`,
    cd: (count: number) => `${count} күнтізбелік күн`,
    span: (from: string, to: string) => `${from} – ${to}`,
  },
};
export type RegulationsTexts = typeof regulations;
