namespace CallCenter.Architecture.Tests;

/// <summary>Who may link whom.</summary>
public class ProjectRules
{
    private static readonly Dictionary<string, string[]> MayLink = new()
    {
        ["CallCenter.Protocols"] = [],
        ["CallCenter.TwilioEmulator"] = [],
        ["CallCenter.Agent"] = ["CallCenter.Protocols"],
        ["CallCenter.Api"] = ["CallCenter.Agent", "CallCenter.Protocols"],
    };

    // Seen red: the emulator's project file with a reference to Protocols → "CallCenter.TwilioEmulator links CallCenter.Protocols".
    [Fact]
    public void A_program_links_only_what_the_house_allows() => Rule.Holds(House.Programs.SelectMany(p => MayLink.TryGetValue(p.Name, out var allowed)
        ? p.References.Where(r => !allowed.Contains(r)).Select(r => $"{p.Name} links {r}")
        : [$"{p.Name} is not in the table of projects"]));

    // Seen red: a class of the emulator with typeof(TriagePackage) → "CallCenter.TwilioEmulator.dll refers to CallCenter.Protocols".
    [Fact]
    public void What_was_compiled_agrees_with_the_project_files() => Rule.Holds(
        from pair in new[] { ("CallCenter.Protocols", House.Protocols), ("CallCenter.TwilioEmulator", House.Emulator), ("CallCenter.Agent", House.Agent), ("CallCenter.Api", House.Api) }
        from assembly in pair.Item2.Assemblies
        where assembly.StartsWith("CallCenter.", StringComparison.Ordinal) && !MayLink[pair.Item1].Contains(assembly)
        select $"{pair.Item1}.dll refers to {assembly}");
}
