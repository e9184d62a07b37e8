/**
 * What went wrong, by the code of the failure or warning. English is what comes with it, from whoever
 * failed; `params` there are the arguments here.
 */
export const failures: Readonly<Record<string, string>> = {
  // Names, texts and secrets.
  'name-empty': 'Scrivi il tuo nome.',
  'name-characters': 'Il tuo nome contiene un carattere invisibile o di controllo.',
  'name-too-long': 'Il tuo nome è troppo lungo: al massimo {limit, number} caratteri.',
  'group-empty': 'Scrivi il nome del gruppo.',
  'group-characters': 'Il nome del gruppo contiene un carattere invisibile o di controllo.',
  'group-too-long': 'Il nome del gruppo è troppo lungo: al massimo {limit, number} caratteri.',
  'nickname-characters': 'Il soprannome contiene un carattere invisibile o di controllo.',
  'nickname-too-long': 'Il soprannome è troppo lungo: al massimo {limit, number} caratteri.',
  'action-answers-nothing':
    'Un’azione non risponde a nessun messaggio. Annulla prima la risposta, o scrivi senza “/me”.',
  'text-empty': 'Non c’è niente da inviare.',
  'text-broken': 'Questo testo contiene mezzo carattere (un surrogato isolato). Riscrivilo.',
  'text-too-long':
    'Questo messaggio è troppo lungo: {bytes, number} byte, su un massimo di {limit, number}.',
  'secret-empty': 'Scrivi la frase segreta.',
  'secret-characters': 'La frase segreta contiene un carattere invisibile o di controllo.',
  'secret-too-long': 'La frase segreta è troppo lunga: al massimo {limit, number} byte.',
  'secret-short':
    'Troppo corta per proteggere il gruppo: usa almeno quattro parole o {least, number} caratteri a caso, per esempio “{example}”.',
  'secret-simple':
    'Troppo facile da indovinare: usa almeno quattro parole o {least, number} caratteri a caso, per esempio “{example}”.',
  'secret-same': 'La frase segreta è già questa.',
  'not-emoji': 'Una reazione è una sola emoji.',
  'status-characters': 'Il tuo stato contiene un carattere invisibile o di controllo.',
  'status-too-long': 'Il tuo stato è troppo lungo: al massimo {limit, number} caratteri.',
  'colour-unknown': 'Questo colore non esiste.',
  nobody: 'Questa persona non è più nell’elenco.',
  'contact-self': 'Sei tu.',

  // Addresses and links.
  'port-invalid':
    '{kind, select, empty {Scrivi una porta.} other {“{port}” non è una porta: usa un numero da {lowest} a {highest}.}}',
  'address-invalid':
    '{part, select, port {{kind, select, empty {Scrivi una porta.} other {“{port}” non è una porta: usa un numero da {lowest} a {highest}.}}} host {“{text}” non è un indirizzo.} other {“{text}” non è un indirizzo: scrivi host:porta, per esempio 192.168.1.20:4242.}}',
  'seeds-too-many':
    'I primi contatti sono {count, number}: al massimo possono essere {limit, number}.',
  'invites-differ':
    'Questi link d’invito portano a gruppi diversi o hanno frasi segrete diverse. Tieni il più recente.',
  'invite-broken':
    'Questo link d’invito è rovinato. Copialo di nuovo, dalla prima lettera all’ultima.',
  'invite-other-group':
    'Il link d’invito porta a “{group}”. Lascia vuoto il gruppo, oppure togli il link.',
  'invite-and-secret': 'Il link d’invito basta da solo. Lascia vuota la frase segreta.',
  'host-not-of-here': '“{host}” non è un indirizzo di questo computer.',
  'host-not-here': 'Questo computer non ha quell’indirizzo.',
  'port-taken': 'La porta {port} è già usata da un altro programma.',
  'port-not-allowed':
    'Questo sistema non ti permette di usare la porta {port}. Scegline una sopra la 1023.',
  network: 'La rete ha risposto: {reason}',
  'link-refused':
    'Questo link non viene aperto: {why, select, scheme {si aprono solo indirizzi web e di posta.} disguised {quello che sta prima della @ può nascondere dove porta.} mail {chiede più che scrivere un messaggio di posta.} sign {contiene un segno che nessun indirizzo ha.} length {è troppo lungo.} other {non è un indirizzo che si possa aprire.}}',
  'link-not-opened': 'Questo computer non ha un programma per questo link.',

  // Joining.
  joined: 'Prima esci da questo gruppo.',
  left: 'Hai annullato prima di entrare.',
  'not-joined': 'Prima entra in un gruppo.',
  'join-failed': 'Non è stato possibile entrare: {reason}',
  'no-address': 'Non c’è ancora un indirizzo a cui qualcuno possa entrare.',
  'group-open':
    'Questo gruppo è aperto, e chiunque ne conosce il nome. Esci e creane uno protetto.',
  'key-failed':
    'Non è stato possibile usare la frase segreta, perché la memoria non basta: {reason}',
  'another-invitation':
    'Nel frattempo è arrivato un altro link. Questa domanda riguarda quello nuovo.',
  'answered-by-another':
    'Ti ha fatto entrare {name}, non chi ha creato il link. Se è importante, confrontate il numero di sicurezza.',

  // Those who are dialled.
  'seed-other-group':
    '{where} è {named, select, yes {in “{theirs}”} other {in un altro gruppo}}, non {ours, select, yes {in “{group}”} other {in questo gruppo}}.',
  'seed-locked':
    '{where} è in {named, select, yes {“{group}”, un gruppo protetto} other {un gruppo protetto}}: per entrare serve la frase segreta o un link d’invito.',
  'seed-open':
    '{where} è in {named, select, yes {“{group}”, un gruppo aperto} other {un gruppo aperto}}: entra senza frase segreta.',
  'seed-wrong-secret':
    '{where} ha un’altra frase segreta per {named, select, yes {“{group}”} other {il gruppo}}. Controlla la frase, o chiedi il link d’invito attuale.',
  'seed-other-room':
    '{where} è in un altro gruppo che {named, select, yes {si chiama “{group}” e } other {}}ha la stessa frase segreta. Per entrare in quello, usa il suo link d’invito.',
  'seed-self': '{where} è il tuo stesso indirizzo.',
  'seed-version': '{where} usa una versione di Parley che non va d’accordo con la tua.',
  'seed-full': '{where} ora non ha posto per un altro collegamento.',
  'seed-not-parley': 'A {where} non risponde Parley.',
  'seed-link-failed':
    'A {where} risponde Parley, ma il collegamento non riesce. Se continua, forse la rete modifica quello che viene inviato; il registro dice di più.',
  'seed-unreachable':
    '{where} non ha risposto: {why, select, refused {lì non c’è nessuno in ascolto} reset {il collegamento è stato interrotto} timeout {nessuna risposta} silent {ancora nessuna risposta} unreachable {non c’è una strada fin lì} not_found {nessun computer con quel nome} other {{reason}}}.',

  // The people.
  flood:
    '{name} sta inviando più di quanto una persona possa dire. Il suo computer viene letto più lentamente; nulla va perso.',
  'clock-skew':
    '{whose, select, own {Il tuo orologio sembra} other {L’orologio di {name} è}} {way, select, fast {avanti} other {indietro}} di {unit, select, minutes {{count, plural, one {# minuto} other {# minuti}}} hours {{count, plural, one {un’ora} other {# ore}}} other {{count, plural, one {un giorno} other {# giorni}}}}.',
  'two-histories':
    '{name} ha detto due cose diverse nello stesso punto: forse quel profilo è usato due volte, o qualcun altro ne ha la chiave. Vale quello che è arrivato per primo; in quel registro non entra altro.',
  'known-name-new-key':
    '{how, select, renamed {{was} ora si fa chiamare {name}} arrived {È arrivata un’altra persona di nome {name}} other {Nel gruppo c’è un’altra persona di nome {name}}} ({mark}): non {whom, select, you {sei tu} verified {è {name} di cui hai confermato l’identità ({marks})} other {è {name} che conosci ({marks})}}.{whom, select, verified { Confrontate i numeri prima di fidarti di quello che dice.} other {}}{last, select, yes { Di altre persone con questo nome non arriveranno avvisi.} other {}}',
  'secret-changed':
    'La frase segreta di questo gruppo è cambiata, dice {name}. Chiedi il nuovo link d’invito.',
  'profile-in-use':
    'Il tuo profilo sembra in uso anche su un altro computer. Chiudine uno: solo uno alla volta può collegarsi.',

  // What is said, and what is done to it.
  'no-such-message': 'Questo messaggio non è su questo computer.',
  'message-not-here': 'Questo messaggio non è su questo computer.',
  'message-deleted': 'Questo messaggio è stato eliminato.',
  'message-not-yours': 'Solo chi ha scritto un messaggio può modificarlo.',
  'not-read': 'Non è stato possibile leggere il messaggio su questo computer: {reason}',
  'message-unknown': 'Questa versione di Parley non conosce messaggi di questo tipo.',

  // This computer.
  'not-stored':
    '{what, select, secret {Non è stato possibile salvare la nuova frase segreta, quindi resta quella di prima} contact {Non è stato possibile salvare la scelta, quindi non è cambiato nulla} other {Non è stato possibile salvare il messaggio, quindi non è stato inviato}}: {reason}',
  'secret-not-stored':
    'Non è stato possibile salvare la frase segreta di questo gruppo: conservala tu per il prossimo avvio. {reason}',
  'store-failed': 'Non è possibile usare la cronologia su questo computer: {reason}',
  'profile-too-often': 'Hai cambiato il profilo molte volte in poco tempo. Riprova tra un minuto.',
  'profile-not-stored':
    'Non è stato possibile salvare il tuo profilo, quindi resta com’era: {reason}',
  'preferences-not-stored':
    'Vale solo finché Parley è aperto, perché non è stato possibile salvarlo: {reason}',
  'history-damaged':
    '{what, select, part {Una parte della cronologia su questo computer era danneggiata. Torna dagli altri man mano che compaiono.} other {La cronologia su questo computer era danneggiata. {saved, plural, =-1 {Quello che si poteva leggere è salvo; il resto torna dagli altri man mano che compaiono.} =0 {Nessun messaggio è salvo: tornano dagli altri man mano che compaiono.} other {{lost, plural, =0 {{saved, plural, one {È salvo tutto quello che conteneva: # messaggio.} other {Tutti i # messaggi sono salvi.}}} other {{saved, number} su circa {of, number} messaggi sono salvi; il resto torna dagli altri man mano che compaiono.}}}} Il file danneggiato è conservato come {file}.}}',
  'contacts-damaged':
    'Non è stato possibile leggere chi avevi verificato, silenziato, bloccato o chiamato con un soprannome: ora nessuno è conosciuto. Il file danneggiato è conservato come {file}.',
  'secrets-damaged':
    'Non è stato possibile leggere tutte le frasi segrete dei tuoi gruppi protetti: quelle che mancano vanno scritte di nuovo. Il file danneggiato è conservato come {file}.',
  'log-not-written':
    'Quello che succede non viene annotato in {path}: {reason}. La conversazione continua.',
  'identity-in-file':
    'La tua chiave è conservata in un file che solo tu puoi leggere, e non nel portachiavi del sistema: {file}. Chi ne ha una copia può parlare a nome tuo.',
  'bad-request': 'La finestra ha chiesto qualcosa di strano.',
  'request-broken': 'Parley non ci è riuscito per un errore suo. Riprova.',
};
