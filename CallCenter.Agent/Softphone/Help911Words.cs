namespace CallCenter.Agent.Softphone;

/// <summary>What a nurse does and says while help comes. Her own part is English; what the caller hears is in the caller's language too.</summary>
public sealed record Help911Step(string Do, string Say, string SayInSpanish);

public static class Help911Words
{
    public static readonly IReadOnlyList<Help911Step> Steps =
    [
        new("Another telephone is there:", "Call 911 on the other phone now, put it on speaker, and stay on with me.",
            "Llame al 911 ahora desde el otro teléfono, póngalo en altavoz y quédese en la línea conmigo."),
        new("Only this telephone:", "Hang up and dial 911 now. Say first where you are. I will ring you back in two minutes.",
            "Cuelgue y marque el 911 ahora. Diga primero dónde está. Le vuelvo a llamar en dos minutos."),
        new("She cannot dial:", "Who is with you, or next door, and can dial 911?",
            "¿Quién está con usted, o al lado, y puede llamar al 911?"),
        new("Nobody there can: your supervisor rings the 911 center of the patient’s place from another telephone. She needs its ten-digit number (your own 911 center gives it or connects her): 911 dialled from here reaches the wrong center.",
            "Stay with me. We are getting 911 for you.", "Quédese conmigo. Estamos avisando al 911 por usted."),
        new("Stay on the line until help is there:", "I stay with you until help is with you.",
            "Me quedo con usted hasta que llegue la ayuda."),
        new("While waiting:", "Unlock the door. Sit or lie as is easiest to breathe. Do not drive. Do not eat or drink. Get the medicine list.",
            "Quite el seguro de la puerta. Siéntese o acuéstese como mejor pueda respirar. No maneje. No coma ni beba. Tenga a mano la lista de medicinas."),
        new("Not awake and not breathing normally:", "Push hard and fast in the middle of the chest, about two pushes a second. I count with you.",
            "Presione fuerte y rápido en el centro del pecho, unas dos veces por segundo. Yo cuento con usted."),
    ];

    public const string AskPlace = "What is the exact address where the patient is right now?";
    public const string AskPlaceInSpanish = "¿Cuál es la dirección exacta donde está el paciente ahora mismo?";

    public static string ReadBack(bool patientSpeaks) => patientSpeaks ? "You are at … ? Your number is … ?" : "The patient is at … ? Your number is … ?";

    public static string ReadBackInSpanish(bool patientSpeaks) => patientSpeaks ? "¿Usted está en … ? ¿Su número es … ?" : "¿El paciente está en … ? ¿Su número es … ?";
}
