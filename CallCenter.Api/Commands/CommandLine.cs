using System.Text.Json;
using System.Text.Json.Serialization;

namespace CallCenter.Api.Commands;

/// <summary>
/// The verbs of the executable beside serving. Each reads text files and answers on standard output; exit code 0, 1 (findings) or
/// 2 (usage). <c>--json</c> gives the same to a program.
/// </summary>
public static class CommandLine
{
    private const string Usage = """
        CallCenter.Api                                   serves (no verb)
        CallCenter.Api fallback --urls URL               the static answer alone
        CallCenter.Api migrate                           brings the database up to date and ends
        CallCenter.Api protocols verify [PATH] [--approved OLD] [--json]  checks the triage protocols, and compares them with the approved ones
        CallCenter.Api protocols diff OLD NEW [--json]   what NEW lowers, and whose wording it changes
        CallCenter.Api protocols test [PATH] [--json]    runs the tests that the protocols carry
        CallCenter.Api protocols graph ID [--path PATH] [--html FILE] [--json]  a ladder as a Mermaid diagram, and as a sheet to sign
        CallCenter.Api protocols replay --since DATE [--path CANDIDATE] [--database CONNECTION] [--json]  past calls on a candidate
        CallCenter.Api escalation verify [PATH] [--at T] [--json] checks the practices' escalation files
        CallCenter.Api escalation who --practice P [--at T] [--database CONNECTION] [PATH] [--json]
        CallCenter.Api escalation simulate --practice P --disposition D --urgency U [--at T] [--takes PERSON]... [--declines PERSON]... [--unreachable PERSON]... [--database CONNECTION] [--html FILE] [PATH] [--json]
                                                         whoever is not named does not answer
        CallCenter.Api escalation watchdog [--limit SECONDS] [--json]  how long the oldest overdue escalation has waited (0 none, 1 longer, 3 unknown)
        CallCenter.Api telephony check [--database CONNECTION] [--json]  the account at the telephone network beside what the configuration needs (1 findings, 3 it could not be asked)
        CallCenter.Api telephony provision [--apply] [--database CONNECTION] [--json]  what would be changed there; with --apply it is changed
        CallCenter.Api drill --nurses N --calls-per-hour N --handle SECONDS [--patience SECONDS] [--within 30] [--target 80] [--calls 20000] [--seed 1] [--html FILE] [--json]
                                                         what a staffing comes to, by theory and by our routing; 1: it misses the target
        T is an instant: 2026-12-24T23:30:00-06:00
        """;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true, Converters = { new JsonStringEnumConverter() } };

    /// <summary>The exit code, or null when there is no verb and the program serves.</summary>
    /// <param name="configuration">For what watches the database; null: as the host would have it.</param>
    public static async Task<int?> RunAsync(string[] args, TimeProvider clock, TextWriter output, IConfiguration? configuration = null)
    {
        if (args is ["--help" or "-h" or "help", ..] or [_, "--help" or "-h", ..] or [_, _, "--help" or "-h", ..])
        {
            output.WriteLine(Usage);
            return 0;
        }

        if (args is not [var group, ..] || group.StartsWith('-')) return null;
        if (group is "migrate" or "fallback") return null;
        if (Arguments.Read(args[1..]) is not { } arguments) return Misused(output, "An option lacks its value.");
        try
        {
            return (group, arguments.Verb) switch
            {
                ("protocols", "verify") => ProtocolCommands.Verify(arguments.Only(1, "approved"), clock, output),
                ("protocols", "diff") => ProtocolCommands.Diff(arguments.Only(2), output),
                ("protocols", "test") => ProtocolCommands.Test(arguments.Only(1), output),
                ("protocols", "graph") => await GraphCommand.RunAsync(arguments.Only(1, "path", "html"), output),
                ("protocols", "replay") => await ReplayCommand.RunAsync(arguments.Only(0, "since", "path", "database"), output),
                ("escalation", "verify") => EscalationCommands.Verify(arguments.Only(1, "at"), clock, output),
                ("escalation", "who") => await EscalationCommands.WhoAsync(arguments.Only(1, "practice", "at", "database"), clock, output),
                ("escalation", "watchdog") => EscalationWatchdog.Run(arguments.Only(0, "limit"), configuration ?? WebApplication.CreateBuilder().Configuration, Directory.GetCurrentDirectory(), clock, output),
                ("escalation", "simulate") => await EscalationCommands.SimulateAsync(arguments.Only(1, "practice", "disposition", "urgency", "at", "takes", "declines", "unreachable", "database", "html"), clock, output),
                ("telephony", "check") => await TelephonyCommands.RunAsync(arguments.Only(0, "database"), clock, output),
                ("telephony", "provision") => await TelephonyCommands.RunAsync(arguments.Only(0, "database", "apply"), clock, output),
                ("drill", "") => await DrillCommand.RunAsync(arguments.Only(0, "nurses", "calls-per-hour", "handle", "patience", "within", "target", "calls", "seed", "html"), output),
                _ => Misused(output, $"There is no '{group} {arguments.Verb}'."),
            };
        }
        catch (UsageException misuse)
        {
            return Misused(output, misuse.Message);
        }
        // A link that leads nowhere, a folder somebody else owns: the message names the file.
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return Misused(output, $"A file cannot be read. {failure.Message}");
        }
    }

    internal static void WriteJson(TextWriter output, object value) => output.WriteLine(JsonSerializer.Serialize(value, Json));

    private static int Misused(TextWriter output, string why)
    {
        output.WriteLine(why);
        output.WriteLine();
        output.WriteLine(Usage);
        return 2;
    }
}

/// <summary>A command was called wrongly; the message says how.</summary>
internal sealed class UsageException(string message) : Exception(message);

/// <summary>What follows the group: a verb, words, options with a value, and the two flags.</summary>
internal sealed record Arguments(string Verb, IReadOnlyList<string> Words, bool Json, ILookup<string, string> Options)
{
    public static Arguments? Read(string[] args)
    {
        var (words, options, json) = (new List<string>(), new List<(string Name, string Value)>(), false);
        for (var i = 0; i < args.Length; i++)
        {
            if (args[i] == "--json") json = true;
            else if (args[i] == "--apply") options.Add(("apply", "yes"));
            else if (!args[i].StartsWith("--", StringComparison.Ordinal)) words.Add(args[i]);
            else if (i + 1 < args.Length) options.Add((args[i][2..], args[++i]));
            else return null;
        }

        return new(words.Count > 0 ? words[0] : "", [.. words.Skip(1)], json, options.ToLookup(o => o.Name, o => o.Value));
    }

    /// <summary>Refuses what this verb does not know: an option misspelt would be silently without effect.</summary>
    public Arguments Only(int words, params string[] options)
    {
        if (Options.Select(o => o.Key).FirstOrDefault(o => !options.Contains(o)) is { } unknown)
            throw new UsageException($"'{Verb}' has no option --{unknown}; it has {string.Join(", ", options.Select(o => "--" + o).Append("--json"))}.");
        if (Options.FirstOrDefault(o => o.Key is not ("takes" or "declines" or "unreachable") && o.Count() > 1) is { } twice)
            throw new UsageException($"--{twice.Key} is given twice: only one of them could count.");
        return Words.Count <= words ? this : throw new UsageException($"'{Words[words]}' is a word too many for '{Verb}'.");
    }

    public string Required(string name) => Options[name].FirstOrDefault() ?? throw new UsageException($"--{name} is needed.");

    /// <summary>The folder named, or <c>protocols-config</c> here or above.</summary>
    public DirectoryInfo Folder() => Words is [var path, ..] ? Folder(path) : Nearest();

    public static DirectoryInfo Folder(string path) => Directory.Exists(path) ? new DirectoryInfo(path) : throw new UsageException($"There is no folder '{path}'.");

    public static DirectoryInfo Nearest()
    {
        for (var at = new DirectoryInfo(Directory.GetCurrentDirectory()); at is not null; at = at.Parent)
            if (Directory.Exists(Path.Combine(at.FullName, "protocols-config"))) return new(Path.Combine(at.FullName, "protocols-config"));
        throw new UsageException("There is no 'protocols-config' here or above: name the folder.");
    }

    public DateTimeOffset At(TimeProvider clock) => Options["at"].FirstOrDefault() is not { } text ? clock.GetUtcNow()
        : DateTimeOffset.TryParseExact(text, Instants, System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AssumeUniversal, out var at) ? at
        : throw new UsageException($"'{text}' is no instant. Write it with the offset of its time zone, as 2026-12-24T23:30:00-06:00.");

    // Without an offset the hour would be another one in every time zone, and somebody else would be on call.
    private static readonly string[] Instants = ["yyyy-MM-dd'T'HH:mm:sszzz", "yyyy-MM-dd'T'HH:mmzzz", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", "yyyy-MM-dd'T'HH:mm'Z'", "yyyy-MM-dd'T'HH:mm:ss'Z'"];
}
