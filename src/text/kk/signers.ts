/** What a notice to somebody who signs a request may name. */
interface Named {
  service: string;
  applicant: string;
  until: string;
  by: string;
  reason: string;
}

/** Words of a request that several people sign. */
export const signers = {
  applicant: 'Өтініш беруші',
  choose: {
    title: 'Кім қол қояды?',
    lead: 'Бұл өтінішке сізбен бірге төмендегілер де қол қояды. Өз ЭЦҚ-сы жоқ баланың атынан заңды өкілі қол қоя алады.',
    nobody: 'Бұл өтінішке сізден басқа ешкімнің қол қоюы талап етілмейді.',
    question: (name: string) => `${name} қалай қол қояды?`,
    own: 'Өзінің ЭЦҚ-сымен қол қояды',
    byApplicant: 'Мен заңды өкілі ретінде қол қоямын',
    by: (name: string) => `${name} заңды өкілі ретінде қол қояды`,
    repeated: 'Қол қоюшылардың бірі екі рет аталған немесе сіздің ЖСН-іңізбен жазылған',
    repeatedText: (names: string) => `Тексеріңіз: ${names}. Әр адамның өз ЖСН-і болуы керек.`,
    correct: 'Өтініштегі деректерді түзету',
  },
  review: {
    title: 'Қол қоюшылар',
    lead: (days: number) =>
      `Өтініш барлығы қол қойған соң ғана жіберіледі. Қолдар ${days} күн жиналады, кім бірінші қол қоятыны маңызды емес.`,
    signFirst: 'Қол қою және басқаларды шақыру',
    expired: 'Барлығы уақытында қол қоймады, қойылған қолдар жойылды. Өтінішті қайта тексеріп, шақырыңыз.',
    inviteFirst: 'Алдымен басқаларды шақыру',
  },
  progress: {
    title: 'Қолдар жиналуда',
    count: (signed: number, all: number) => `Қол қойғандар: ${signed}, барлығы ${all}.`,
    waitsFor: (names: string) => `Күтіліп отыр: ${names}.`,
    until: (date: string) => `Қол қоюдың соңғы күні: ${date}. Барлығы үлгермесе, өтінішті қайта тексеру қажет болады.`,
    states: { signed: 'Қол қойды', invited: 'Күтіліп отыр', declined: 'Бас тартты', withdrawn: 'Қолын қайтарып алды' },
    certificate: (serial: string) => `Тіркеу куәлігінің нөмірі ${serial}`,
    stamped: 'уақыт белгісімен расталған',
    verified: 'Қолтаңба тексерілді: жарамды',
    says: (words: string) => `«${words}»`,
    represents: (name: string, words: string) => `${name} үшін заңды өкіл ретінде: «${words}»`,
    representsPlain: (name: string) => `${name} үшін заңды өкіл ретінде`,
    reason: (reason: string) => `Себебі: ${reason}`,
    sign: 'Қол қою',
    withdraw: 'Қолымды қайтарып алу',
    change: 'Өтінішті өзгерту',
    refresh: 'Жаңарту',
    invite: 'Қалай шақыруға болады?',
    inviteText:
      'Порталда тіркелген адамға хабарлама мен хат жібердік. Тіркелмеген адамға мына сілтемені өзіңіз жіберіңіз: ол порталға өз ЖСН-імен кіргенде ғана ашылады.',
    link: 'Қол қоюға арналған сілтеме',
    declinedTitle: 'Қол қоюдан бас тартылды',
    declinedText: 'Себебін оқып, өтінішті өзгертіңіз немесе сол адаммен келісіңіз: мерзім біткенше ол қол қоя алады.',
  },
  invited: {
    title: (applicant: string) => `${applicant} сізден қол қоюды сұрайды`,
    lead: 'Өтінішті және қоса тіркелген файлдарды оқып шығыңыз. Қол қойсаңыз, дәл осы мәтінге қол қоясыз.',
    decline: 'Қол қоюдан бас тарту',
    declineTitle: 'Қол қоюдан бас тарту',
    declineText: (applicant: string) => `${applicant} себебін көреді. Мерзім біткенше ойыңызды өзгертіп, қол қоя аласыз.`,
    reason: 'Себебі',
    reasonMissing: 'Неге қол қоймайтыныңызды жазыңыз',
    reasonTooLong: (most: number) => `Себебін ${most} таңбаға дейін қысқартыңыз`,
    cabinet: 'Сіздің қолыңыз керек',
    cabinetLine: (applicant: string) => `өтініш беруші: ${applicant}`,
  },
  sent: {
    title: 'Барлығы қол қойды, өтініш жіберілді',
    text: (body: string) => `Өтініш «${body}» қызмет берушісіне жіберілді.`,
    card: 'Өтінім карточкасын ашу',
    status: 'Күйі',
  },
  sign: {
    title: 'Өтінішке қол қою',
    lead: 'Қол қоюға арналған RSA кілтін таңдаңыз. Тек сіздің ЖСН-іңіз көрсетілген кілтпен қол қоюға болады.',
    refused: (reason: string) => `Қол қабылданбады. ${reason}`,
  },
  change: {
    title: 'Өтінішті өзгерту керек пе?',
    text: 'Бұл өтінішке қол жиналып жатыр. Оны өзгертсеңіз, қойылған барлық қол жойылады, шақырылғандарға хабарланады; тексерген соң олар қайта қол қояды.',
    kept: 'Енгізген деректеріңіз сақталады.',
    yes: 'Қолдарды жойып, өзгерту',
    no: 'Өзгертпеу',
    discard: 'Бұл өтінішке қол жиналып жатыр: жобаны жойсаңыз, қойылған барлық қол да жойылады.',
  },
  card: {
    title: 'Кім қол қойды',
    signature: (name: string) => `Қолтаңба (CMS): ${name}`,
  },
  history: {
    signersInvited: (until: string) => `Қол қоюшылар шақырылды, соңғы күні: ${until}`,
    requestSeen: 'Қол қоюшы өтінішті оқыды',
    signatureDeclined: (reason: string) => `Қол қоюдан бас тартты: ${reason}`,
    signatureWithdrawn: 'Қолын қайтарып алды',
    signaturesVoided: {
      changed: 'Өтініш өзгертілді: қолдар жойылды',
      discarded: 'Жоба жойылды: қолдар жойылды',
      expired: 'Мерзім бітті: қолдар жойылды',
    },
    signaturesVerified: (count: number) => `Барлық қолтаңба тексерілді: ${count}`,
  },
  notices: {
    invited: ({ service, applicant, until }: Named) => ({
      title: `Қол қоюыңыз керек: ${service}`,
      text: `${applicant} сізден «${service}» өтінішіне қол қоюды сұрайды. Оқып шығып, қол қойыңыз немесе бас тартыңыз. Соңғы күні: ${until}.`,
    }),
    reminded: ({ service, until }: Named) => ({
      title: `Әлі қол қойылмады: ${service}`,
      text: `«${service}» өтінішіне қол қоюыңыз күтіліп отыр. Мерзімі: ${until}.`,
    }),
    signed: ({ service, by }: Named) => ({
      title: `Қол қойылды: ${service}`,
      text: `${by} өтінішке қол қойды. Кімнің қолы күтіліп отырғанын өтініш бетінен көресіз.`,
    }),
    declined: ({ service, by, reason }: Named) => ({
      title: `Қол қоюдан бас тартылды: ${service}`,
      text: `${by} өтінішке қол қоюдан бас тартты. Себебі: ${reason}`,
    }),
    withdrawn: ({ service, by }: Named) => ({
      title: `Қол қайтарып алынды: ${service}`,
      text: `${by} өтініштегі қолын қайтарып алды. Оның қолынсыз өтініш жіберілмейді.`,
    }),
    calledOff: ({ service, applicant }: Named) => ({
      title: `Қол қою тоқтатылды: ${service}`,
      text: `${applicant} өтінішті өзгертуге алды, қойылған қолдар жойылды. Қажет болса, сізді қайта шақырады.`,
    }),
    expired: ({ service, applicant }: Named) => ({
      title: `Қол жинау мерзімі бітті: ${service}`,
      text: `Барлығы уақытында қол қоймады, қойылған қолдар жойылды. ${applicant} сізді қайта шақыра алады.`,
    }),
    expiredOwn: ({ service }: Named) => ({
      title: `Қол жинау мерзімі бітті: ${service}`,
      text: `Барлығы уақытында қол қоймады, қойылған қолдар жойылды. Жобаңыз сақталды: қайта тексеріп, шақыра аласыз.`,
    }),
    sent: ({ service }: Named) => ({
      title: `Барлығы қол қойды: ${service}`,
      text: `Өтініш қызмет берушіге жіберілді.`,
    }),
  },
};
export type SignersTexts = typeof signers;
