namespace CallCenter.Api.Features.Calls.Domain;

/// <summary>What a caller hears, in both languages. Short sentences: they are heard once, by someone who is worried.</summary>
public static class Phrases
{
    public const string English = "en-US";
    public const string Spanish = "es-US";

    public const string DangerHints = "yes,no,sí,si,no,yeah,nope,yes please";

    /// <summary>The practice may say its own welcome; the emergency sentence and the notice are always ours.</summary>
    public static string Greeting(string practice, string? own) =>
        $"{Welcome(own, $"Thank you for calling the nurse line of {practice}.")} If this is an emergency, hang up and dial 911. This call may be monitored and recorded.";

    public static string GreetingSpanish(string practice, string? own) =>
        $"{Welcome(own, $"Gracias por llamar a la línea de enfermería de {practice}.")} Si es una emergencia, cuelgue y marque el 911. Esta llamada puede ser supervisada y grabada.";

    public const string Office = "If this is an emergency, hang up and dial 911. We are connecting you with your practice.";
    public const string OfficeSpanish = "Si es una emergencia, cuelgue y marque el 911. Le comunicamos con su consultorio.";

    public const string ChooseEnglish = "For English, press 1.";
    public const string ChooseSpanish = "Para español, oprima el 2.";

    public static string BirthDate(bool spanish, bool again) => (spanish, again) switch
    {
        (false, false) => "Please key in the patient's birth date: two digits for the month, two for the day, and four for the year. If you do not know it, press star.",
        (false, true) => "I could not match that. Please key in the patient's birth date once more: month, day, and four digits for the year. Or press star to go on.",
        (true, false) => "Por favor, marque la fecha de nacimiento del paciente: dos dígitos para el mes, dos para el día y cuatro para el año. Si no la sabe, oprima asterisco.",
        (true, true) => "No pude encontrarla. Marque la fecha de nacimiento otra vez: mes, día y cuatro dígitos para el año. O oprima asterisco para continuar.",
    };

    public static string Danger(bool spanish) => spanish
        ? "¿Tiene el paciente ahora mismo dificultad para respirar, dolor en el pecho, debilidad repentina, sangrado fuerte, o no despierta? Si es así, oprima 1 o diga sí. Si no, oprima 2 o diga no."
        : "Right now, is there trouble breathing, chest pain, sudden weakness, heavy bleeding, or is the patient hard to wake? If so, press 1 or say yes. If not, press 2 or say no.";

    public static string DangerHeard(bool spanish) => spanish
        ? "Le pasamos primero con una enfermera. Si empeora, cuelgue y marque el 911."
        : "You go to a nurse first. If it gets worse, hang up and dial 911.";

    public static string Queued(bool spanish) => spanish
        ? "Gracias. Una enfermera le atenderá."
        : "Thank you. A nurse will be with you.";

    public static string Place(bool spanish, int position, TimeSpan? wait)
    {
        var minutes = wait is { } w ? (int)Math.Max(1, Math.Ceiling(w.TotalMinutes)) : 0;
        return (spanish, minutes) switch
        {
            (false, 0) => $"You are number {position} in line.",
            (false, 1) => $"You are number {position} in line. The wait is about one minute.",
            (false, _) => $"You are number {position} in line. The wait is about {minutes} minutes.",
            (true, 0) => $"Usted es el número {position} en la fila.",
            (true, 1) => $"Usted es el número {position} en la fila. La espera es de un minuto, aproximadamente.",
            (true, _) => $"Usted es el número {position} en la fila. La espera es de unos {minutes} minutos.",
        };
    }

    /// <summary>What a waiting caller can do at any moment.</summary>
    public static string WaitKeys(bool spanish) => spanish
        ? "Si empeora, oprima el 1 o diga ayuda en cualquier momento."
        : "If it gets worse, press 1 or say help at any time.";

    public static string CallBackKey(bool spanish) => spanish
        ? "Para que le llamemos sin perder su lugar, oprima el 2."
        : "To be called back without losing your place, press 2.";

    public static string CallBackKept(bool spanish) => spanish
        ? "Usted conserva su lugar. Le llamaremos a este número cuando sea su turno. Si empeora, llame otra vez o marque el 911. Adiós."
        : "You keep your place. We will ring you at this number when it is your turn. If it gets worse, call again or dial 911. Goodbye.";

    public static string NoCallBack(bool spanish) => spanish
        ? "Ahora no podemos llamarle. Por favor, no cuelgue."
        : "We cannot call you back now. Please stay on the line.";

    public static string MessageKey(bool spanish) => spanish
        ? "Para dejar un mensaje, oprima el 3."
        : "To leave a message, press 3.";

    public static string LeaveMessage(bool spanish) => spanish
        ? "Después del tono, diga su nombre, el nombre y la fecha de nacimiento del paciente, su número de teléfono, y qué pasa. Se grabará. Cuando termine, oprima la tecla numeral. Si empeora, oprima el 1. Si es una emergencia, cuelgue y marque el 911."
        : "After the tone, say your name, the patient's name and birth date, your telephone number, and what is wrong. It will be recorded. When you have finished, press pound. If it gets worse, press 1. If this is an emergency, hang up and dial 911.";

    public static string MessageKept(bool spanish) => spanish
        ? "Gracias. Una enfermera escuchará su mensaje cuando sea su turno y le llamará. Si empeora, llame otra vez o marque el 911. Adiós."
        : "Thank you. A nurse will hear your message when it is your turn, and call you back. If it gets worse, call again or dial 911. Goodbye.";

    /// <summary>Nothing is promised that only her number could keep.</summary>
    public static string MessageKeptWithoutNumber(bool spanish) => spanish
        ? "Gracias. Una enfermera escuchará su mensaje cuando sea su turno. No vemos su número: si no lo ha dicho, llame otra vez. Si empeora, llame otra vez o marque el 911. Adiós."
        : "Thank you. A nurse will hear your message when it is your turn. We do not see your number: if you have not said it, please call again. If it gets worse, call again or dial 911. Goodbye.";

    public static string NoMessageHeard(bool spanish) => spanish
        ? "No oímos ningún mensaje. Usted conserva su lugar en la fila."
        : "We did not hear a message. You keep your place in line.";

    public static string StayOnTheLine(bool spanish) => spanish
        ? "Por favor, no cuelgue: una enfermera le atenderá lo antes posible."
        : "Please stay on the line: a nurse will be with you as soon as possible.";

    /// <summary>A machine may be listening, or anyone: no name, no practice, no reason.</summary>
    public static string CallBack(bool spanish) => spanish
        ? "Le llama la línea de enfermería. Para hablar con una enfermera, oprima el 1. Si es una emergencia, cuelgue y marque el 911."
        : "This is the nurse line, calling you back. To talk to a nurse, press 1. If this is an emergency, hang up and dial 911.";

    public static string CallBackLater(bool spanish) => spanish
        ? "Llamaremos más tarde. Si empeora, llame otra vez o marque el 911. Adiós."
        : "We will try again later. If it gets worse, call again or dial 911. Goodbye.";

    public static string Emergency(bool spanish) => spanish
        ? "Si empeora, cuelgue y marque el 911."
        : "If it gets worse, hang up and dial 911.";

    public static string NurseComing(bool spanish) => spanish ? "Le atiende la enfermera." : "The nurse is here.";

    public static string Reconnecting(bool spanish) => spanish
        ? "La enfermera se está volviendo a conectar. Por favor, no cuelgue. Si empeora, cuelgue y marque el 911."
        : "The nurse is reconnecting. Please stay on the line. If it gets worse, hang up and dial 911.";

    public static string HandOver(bool spanish) => spanish
        ? "Otra enfermera continuará con usted y ya sabe lo que nos contó. Por favor, no cuelgue. Si empeora, cuelgue y marque el 911."
        : "Another nurse will go on with you, and she knows what you have told us. Please stay on the line. If it gets worse, hang up and dial 911.";

    public static string TakenOver(bool spanish) => spanish
        ? "Desde ahora le atiende otra enfermera, que ya sabe lo que nos contó."
        : "Another nurse goes on with you from here, and she knows what you have told us.";

    public static string OnHold(bool spanish) => spanish
        ? "La enfermera vuelve enseguida. Por favor, no cuelgue. Si empeora, cuelgue y marque el 911."
        : "The nurse will be right back. Please stay on the line. If it gets worse, hang up and dial 911.";

    public static string Consulting(bool spanish) => spanish
        ? "La enfermera está consultando su caso y vuelve con usted. Por favor, no cuelgue. Si empeora, cuelgue y marque el 911."
        : "The nurse is asking about your question and will be back with you. Please stay on the line. If it gets worse, hang up and dial 911.";

    public static string CalledBack(bool spanish) => spanish
        ? "Le llama la línea de enfermería. La enfermera está en la línea."
        : "This is the nurse line calling. The nurse is on the line.";

    public static string Returned(bool spanish) => spanish
        ? "La otra persona ha colgado. Si todavía necesita una enfermera, oprima 1 o espere en la línea. Si no, puede colgar."
        : "The other line has ended. If you still need a nurse, press 1 or stay on the line. If not, you may hang up.";

    public static string RecordingBegins(bool spanish) => spanish ? "Esta llamada se está grabando." : "This call is being recorded.";

    /// <summary>To somebody we ring into a call: who we are and that it may be recorded, nothing about the caller.</summary>
    public static string ToParty(string practice) => $"This is the nurse line of {practice}. This call may be monitored and recorded. The nurse is on the line.";

    public const string PartyWaits = "The nurse is reconnecting. Please stay on the line.";

    public static string Goodbye(bool spanish) => spanish
        ? "Gracias por llamar. Si empeora, llame otra vez; si es una emergencia, marque el 911. Adiós."
        : "Thank you for calling. If anything gets worse, call again; in an emergency, dial 911. Goodbye.";

    public const string UnknownLine =
        "This number is not connected to a nurse line. If this is an emergency, hang up and dial 911. Otherwise please call your practice.";

    public const string UnknownLineSpanish =
        "Este número no está conectado a una línea de enfermería. Si es una emergencia, cuelgue y marque el 911. Si no, llame a su consultorio.";

    private static string Welcome(string? own, string standard) => string.IsNullOrWhiteSpace(own) ? standard : own;
}
