namespace CallCenter.Architecture.Tests;

/// <summary>What each room may know of the outside world.</summary>
public class LayerRules
{
    private const string Twilio = "CallCenter.Api.Platform.Telephony.Twilio";
    private const string Fhir = "CallCenter.Api.Features.EhrDelivery.Fhir";

    private static readonly string[] Technical =
        ["Microsoft.AspNetCore", "Microsoft.EntityFrameworkCore", "Microsoft.Extensions", "Microsoft.Data", "System.Net", "Hl7.Fhir", Twilio];

    // A seeded generator is a function of its seed; the thread id is what the compiler asks for in every iterator.
    private static readonly string[] Outside =
    [
        "System.IO.File::", "System.IO.Directory::", "System.IO.FileInfo::", "System.IO.DirectoryInfo::", "System.IO.FileStream::", "System.Console::",
        "System.Diagnostics.Process::", "System.Threading.Timer::", "System.Threading.Thread::", "System.Guid::NewGuid(", "System.Guid::CreateVersion7(",
        "System.Random::.ctor()", "System.Random::get_Shared(", "System.Environment::Get", "System.Environment::get_MachineName(", "System.Environment::get_TickCount",
    ];

    /// <summary>The composition root: it may name everything once, to put it together.</summary>
    private static bool IsRoot(CodeType type) => type.Namespace is "" or "CallCenter.Api.Platform";

    // Seen red: typeof(DbContext) and typeof(ILogger) in Calls.Domain → "…Calls.Domain.Mutant → Microsoft.EntityFrameworkCore.DbContext", and the logger.
    [Fact]
    public void Domain_knows_no_technique() => Rule.Holds(
        from type in House.Api.Types
        where type.Slice is not null && (type.Namespace + ".").Contains(".Domain.", StringComparison.Ordinal)
        from touched in type.Touches
        where Technical.Any(t => CodeType.Within(touched, t))
        select $"{type.Name} → {touched}");

    // Seen red: File.ReadAllText and Guid.NewGuid in Protocols → "CallCenter.Protocols.Mutant → System.IO.File::ReadAllText(System.String)", and the Guid.
    [Fact]
    public void Protocols_are_pure() => Rule.Holds(
        from type in House.Protocols.Types
        from touched in type.Touches.Where(t => Technical.Any(technique => CodeType.Within(t, technique)))
            .Concat(type.Members.Where(m => Outside.Any(o => m.StartsWith(o, StringComparison.Ordinal))))
        select $"{type.Name} → {touched}");

    // Seen red: typeof(YamlDotNet.Core.Mark) in Triage.Engine → "…Triage.Engine.Mutant → YamlDotNet.Core.Mark".
    [Fact]
    public void Only_loading_reads_YAML() => Rule.Holds(
        from type in House.Protocols.Types.Concat(House.Api.Types).Concat(House.Agent.Types)
        where !(type.Namespace + ".").Contains(".Loading.", StringComparison.Ordinal)
        from touched in type.Touches
        where CodeType.Within(touched, "YamlDotNet")
        select $"{type.Name} → {touched}");

    // Seen red: typeof(IPractices) in Platform.Http → "…Platform.Http.Mutant → …Practices.Contracts.IPractices".
    [Fact]
    public void Platform_never_knows_a_slice() => Rule.Holds(
        from type in House.Api.Types
        where type.IsIn("CallCenter.Api.Platform")
        from touched in type.Touches
        where CodeType.SliceOf(touched) is not null
        select $"{type.Name} → {touched}");

    // Seen red: typeof(TwilioOptions) in Calls → "…Calls.Mutant → …Telephony.Twilio.TwilioOptions".
    [Fact]
    public void One_folder_speaks_Twilio() => Rule.Holds(
        from type in House.Api.Types
        where !type.IsIn(Twilio) && !IsRoot(type)
        from touched in type.Touches
        where CodeType.Within(touched, Twilio)
        select $"{type.Name} → {touched}");

    // Seen red: typeof(Hl7.Fhir.Model.Patient) one folder up → "…EhrDelivery.Mutant → Hl7.Fhir.Model.Patient".
    [Fact]
    public void One_folder_speaks_FHIR() => Rule.Holds(
        from type in House.Api.Types.Concat(House.Agent.Types).Concat(House.Protocols.Types)
        where !type.IsIn(Fhir)
        from touched in type.Touches
        where CodeType.Within(touched, "Hl7.Fhir")
        select $"{type.Name} → {touched}");

    // Seen red: the name of the Twilio folder misspelt above → "Assert.Contains() Failure: Filter not matched in collection".
    [Fact]
    public void The_rules_see_the_rooms_they_guard()
    {
        Assert.Contains(House.Api.Types, t => t.IsIn(Twilio));
        Assert.Contains(House.Api.Types, t => t.IsIn(Fhir) && t.Touches.Any(x => CodeType.Within(x, "Hl7.Fhir")));
        Assert.Contains(House.Protocols.Types, t => t.Touches.Any(x => CodeType.Within(x, "YamlDotNet")));
        Assert.True(House.Api.Types.Count(t => (t.Namespace + ".").Contains(".Domain.", StringComparison.Ordinal)) > 20);
        Assert.Contains(House.Api.Types, t => t.IsIn("CallCenter.Api.Platform") && t.Touches.Any(x => CodeType.Within(x, "Microsoft.EntityFrameworkCore")));
    }
}
