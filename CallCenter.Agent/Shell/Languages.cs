namespace CallCenter.Agent.Shell;

/// <summary>A caller's language in words; English is the rule here and is not announced.</summary>
public static class Languages
{
    public static string? Spoken(string tag) => Short(tag) switch { "en" => null, "es" => "Spanish", _ => tag };

    public static string Short(string tag) => tag.Split('-')[0];
}
