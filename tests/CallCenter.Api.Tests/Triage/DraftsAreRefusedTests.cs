using CallCenter.Api.Features.Triage;
using CallCenter.Api.Tests.Harness;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;

namespace CallCenter.Api.Tests.Triage;

/// <summary>Outside Development a protocol without a named approver of exactly its bytes is refused on a call.</summary>
public sealed class DraftsAreRefusedTests
{
    [Theory]
    [InlineData("Development", true)]
    [InlineData("Staging", false)]
    [InlineData("Production", false)]
    public async Task A_draft_is_used_in_development_only(string environment, bool used)
    {
        var shelf = await FirstStartAsync(ProtocolsFolder.Shipped, environment);

        Assert.Equal(used, shelf.MayBeUsed(shelf.InService, shelf.InService.Gate.Id, new DateOnly(2026, 11, 24)));
    }

    [Fact]
    public async Task An_approval_of_these_very_bytes_lets_a_protocol_in_until_its_review_is_due_and_any_change_of_the_file_shuts_it_out()
    {
        using var folder = ProtocolsFolder.Copied();
        var draft = (await FirstStartAsync(folder.Path, "Development")).InService.FindProtocol("first-minute")!;
        folder.Write("approvals.yaml", $"""
            schema: triage-approvals/1
            version: "1.0.0"
            approvals:
              - protocol: first-minute
                version: "{draft.Version}"
                digest: "{draft.Digest}"
                approver: Ellen Marsh, MD
                approved_on: "2026-11-20"
                review_by: "2027-05-20"
            """);
        var approved = await FirstStartAsync(folder.Path, "Production");
        folder.Edit("triage/first-minute.yaml", "Is the person passed out", "Is this person passed out");
        var changed = await FirstStartAsync(folder.Path, "Production");

        Assert.True(approved.MayBeUsed(approved.InService, "first-minute", new DateOnly(2026, 11, 24)));
        Assert.False(approved.MayBeUsed(approved.InService, "first-minute", new DateOnly(2027, 5, 21)));
        Assert.False(approved.MayBeUsed(approved.InService, "chest-pain", new DateOnly(2026, 11, 24)));
        Assert.False(changed.MayBeUsed(changed.InService, "first-minute", new DateOnly(2026, 11, 24)));
    }

    [Theory]
    [InlineData("\nunknwon_key: 1\n", @"triage/general\.yaml:\d+:\d+: E01 ")]
    [InlineData("  - {name: wrong, facts: {age_years: 40}, expect: ems}\n", @"triage/general\.yaml:\d+:\d+: E14 ")]
    public async Task Where_nothing_was_ever_published_a_faulty_folder_stops_the_start_with_its_findings(string added, string says)
    {
        using var folder = ProtocolsFolder.Copied();
        folder.Write("triage/general.yaml", folder.Read("triage/general.yaml").TrimEnd() + "\n" + added);

        var stopped = await Assert.ThrowsAsync<InvalidOperationException>(() => FirstStartAsync(folder.Path, "Production"));

        Assert.Matches(says, stopped.Message);
    }

    private static async Task<ProtocolShelf> FirstStartAsync(string folder, string environment)
    {
        await using var test = await TestDatabase.CreateAsync();
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Protocols:Path", folder)]).Build();
        var shelf = new ProtocolShelf(ProtocolFolder.Find(configuration, folder), test.Database, test.Writer, test.Clock, new Environment(environment), NullLogger<ProtocolShelf>.Instance);
        await shelf.StartAsync(CancellationToken.None);
        return shelf;
    }

    private sealed class Environment(string name) : IHostEnvironment
    {
        public string EnvironmentName { get; set; } = name;
        public string ApplicationName { get; set; } = "CallCenter";
        public string ContentRootPath { get; set; } = "/";
        public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();
    }
}
