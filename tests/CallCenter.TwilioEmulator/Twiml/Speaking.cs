using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace CallCenter.TwilioEmulator.Twiml;

/// <summary>Say, Play and Pause: all three take time, so that a prompt can be interrupted and silence measured.</summary>
internal static partial class Speaking
{
    private const double CharactersASecond = 15;
    private const int MostCharacters = 4096;
    private static readonly TimeSpan PlayTakes = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan ToneTakes = TimeSpan.FromSeconds(0.5);

    public static async Task<Step> Say(Scene scene, XElement verb)
    {
        // SSML is heard, not read: only its words count.
        var text = Blanks().Replace(verb.Value, " ").Trim();
        if (text.Length > MostCharacters)
        {
            scene.Warn("13520 Say text is longer than 4096 characters");
            text = text[..MostCharacters];
        }

        var language = verb.Text("language") ?? LanguageOfVoice(verb.Text("voice")) ?? "en-US";
        await Repeat(verb, async () =>
        {
            using var sound = scene.Call.Ear.Occupied();
            scene.Call.Ear.Hear("say", text, language);
            scene.Board.Transcriptions.Said(scene.Call, Transcriptions.TranscriptionBook.Outbound, text, 1);
            await scene.Board.Clock.Delay(TimeSpan.FromSeconds(text.Length / CharactersASecond), scene.Cancel);
        });
        return Step.Next;
    }

    public static async Task<Step> Play(Scene scene, XElement verb)
    {
        var digits = verb.Text("digits");
        var what = digits ?? scene.Document.Resolve(verb.Value.Trim());
        await Repeat(verb, async () =>
        {
            using var sound = scene.Call.Ear.Occupied();
            scene.Call.Ear.Hear("play", what);
            await scene.Board.Clock.Delay(digits is null ? PlayTakes : ToneTakes * digits.Length, scene.Cancel);
        });
        return Step.Next;
    }

    public static async Task<Step> Pause(Scene scene, XElement verb)
    {
        var length = verb.Seconds("length", 1);
        scene.Call.Ear.Hear("pause", $"{length.WholeSeconds()} s");
        await scene.Board.Clock.Delay(length, scene.Cancel);
        return Step.Next;
    }

    private static async Task Repeat(XElement verb, Func<Task> once)
    {
        var times = verb.Number("loop", 1);
        for (var i = 0; times == 0 || i < times; i++)
        {
            await once();
        }
    }

    /// <summary>A Polly or Google voice carries its language in its name (Polly.Lupe-Neural does not: es-US by list).</summary>
    private static string? LanguageOfVoice(string? voice) => voice switch
    {
        null => null,
        _ when voice.StartsWith("Google.", StringComparison.Ordinal) => voice.Split('.')[1][..5],
        _ when voice.Contains("Lupe", StringComparison.Ordinal) || voice.Contains("Penelope", StringComparison.Ordinal) => "es-US",
        _ => null,
    };

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
