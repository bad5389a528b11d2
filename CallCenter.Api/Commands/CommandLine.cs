using System.Text.Json;

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
        CallCenter.Api protocols verify [PATH] [--json]  checks the triage protocols
        CallCenter.Api protocols test [PATH] [--json]    runs the tests that the protocols carry
        CallCenter.Api escalation verify [PATH] [--json] checks the practices' escalation files
        CallCenter.Api escalation who --practice P [--at T] [PATH] [--json]
        CallCenter.Api escalation simulate --practice P --disposition D --urgency U [--at T] [--takes PERSON]... [PATH] [--json]
        CallCenter.Api escalation watchdog [--limit SECONDS] [--json]  how long the oldest overdue escalation has waited (0 none, 1 longer, 3 unknown)
        T is an instant: 2026-12-24T23:30:00-06:00
        """;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>The exit code, or null when there is no verb and the program serves.</summary>
    /// <param name="configuration">For what reads the database; null: as the host would have it.</param>
    public static int? Run(string[] args, TimeProvider clock, TextWriter output, IConfiguration? configuration = null)
    {
        if (args is not [var group, ..] || group.StartsWith('-')) return null;
        if (group is "migrate" or "fallback") return null;
        if (Arguments.Read(args[1..]) is not { } arguments) return Misused(output, "An option lacks its value.");
        try
        {
            return (group, arguments.Verb) switch
            {
                ("protocols", "verify") => ProtocolCommands.Verify(arguments, clock, output),
                ("protocols", "test") => ProtocolCommands.Test(arguments, output),
                ("escalation", "verify") => EscalationCommands.Verify(arguments, clock, output),
                ("escalation", "who") => EscalationCommands.Who(arguments, clock, output),
                ("escalation", "watchdog") => EscalationWatchdog.Run(arguments, configuration ?? WebApplication.CreateBuilder().Configuration, Directory.GetCurrentDirectory(), clock, output),
                ("escalation", "simulate") => EscalationCommands.Simulate(arguments, clock, output),
                _ => Misused(output, $"There is no '{group} {arguments.Verb}'."),
            };
        }
        catch (UsageException misuse)
        {
            return Misused(output, misuse.Message);
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

/// <summary>What follows the group: a verb, options with a value, flags, and at most one path.</summary>
internal sealed record Arguments(string Verb, string? Path, bool Json, ILookup<string, string> Options)
{
    public static Arguments? Read(string[] args)
    {
        var (words, options, json) = (new List<string>(), new List<(string Name, string Value)>(), false);
        for (var i = 0; i < args.Length; i++)
        {
            if (args[i] == "--json") json = true;
            else if (!args[i].StartsWith("--", StringComparison.Ordinal)) words.Add(args[i]);
            else if (i + 1 < args.Length) options.Add((args[i][2..], args[++i]));
            else return null;
        }

        return new(words.Count > 0 ? words[0] : "", words.Count > 1 ? words[1] : null, json, options.ToLookup(o => o.Name, o => o.Value));
    }

    public string Required(string name) => Options[name].FirstOrDefault() ?? throw new UsageException($"--{name} is needed.");

    /// <summary>The folder named, or <c>protocols-config</c> here or above.</summary>
    public DirectoryInfo Folder()
    {
        if (Path is not null)
            return Directory.Exists(Path) ? new DirectoryInfo(Path) : throw new UsageException($"There is no folder '{Path}'.");
        for (var at = new DirectoryInfo(Directory.GetCurrentDirectory()); at is not null; at = at.Parent)
            if (Directory.Exists(System.IO.Path.Combine(at.FullName, "protocols-config"))) return new(System.IO.Path.Combine(at.FullName, "protocols-config"));
        throw new UsageException("There is no 'protocols-config' here or above: name the folder.");
    }

    public DateTimeOffset At(TimeProvider clock) => Options["at"].FirstOrDefault() is not { } text ? clock.GetUtcNow()
        : DateTimeOffset.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AssumeUniversal, out var at) ? at
        : throw new UsageException($"'{text}' is no instant. Write it as 2026-12-24T23:30:00-06:00.");
}
