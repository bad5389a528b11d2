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
        await using var test = await TestDatabase.CreateAsync();
        var shelf = await ShelfAsync(test, Repository("protocols-config"), environment);

        Assert.Equal(used, shelf.MayBeUsed(shelf.InService, shelf.InService.Gate.Id, new DateOnly(2026, 11, 24)));
    }

    [Fact]
    public async Task An_approval_of_these_very_bytes_lets_a_protocol_in_until_its_review_is_due_and_any_change_of_the_file_shuts_it_out()
    {
        await using var test = await TestDatabase.CreateAsync();
        var folder = Copy(Repository("protocols-config"));
        try
        {
            var draft = (await ShelfAsync(test, folder, "Development")).InService.FindProtocol("first-minute")!;
            await File.WriteAllTextAsync(Path.Combine(folder, "approvals.yaml"), $"""
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
            var approved = await ShelfAsync(test, folder, "Production");
            var file = Path.Combine(folder, "triage", "first-minute.yaml");
            await File.WriteAllTextAsync(file, (await File.ReadAllTextAsync(file)).Replace("Is the person passed out", "Is this person passed out", StringComparison.Ordinal));
            var changed = await ShelfAsync(test, folder, "Production");

            Assert.True(approved.MayBeUsed(approved.InService, "first-minute", new DateOnly(2026, 11, 24)));
            Assert.False(approved.MayBeUsed(approved.InService, "first-minute", new DateOnly(2027, 5, 21)));
            Assert.False(approved.MayBeUsed(approved.InService, "chest-pain", new DateOnly(2026, 11, 24)));
            Assert.False(changed.MayBeUsed(changed.InService, "first-minute", new DateOnly(2026, 11, 24)));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task A_bad_file_stops_the_start_with_file_line_and_column()
    {
        await using var test = await TestDatabase.CreateAsync();
        var folder = Copy(Repository("protocols-config"));
        try
        {
            await File.AppendAllTextAsync(Path.Combine(folder, "triage", "general.yaml"), "\nunknwon_key: 1\n");

            var stopped = await Assert.ThrowsAsync<InvalidOperationException>(() => ShelfAsync(test, folder, "Production"));

            Assert.Matches(@"triage/general\.yaml:\d+:\d+: E01 ", stopped.Message);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<ProtocolShelf> ShelfAsync(TestDatabase test, string folder, string environment)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Protocols:Path", folder)]).Build();
        var shelf = new ProtocolShelf(ProtocolFolder.Find(configuration, folder), test.Writer, new Environment(environment), NullLogger<ProtocolShelf>.Instance);
        await shelf.StartAsync(CancellationToken.None);
        return shelf;
    }

    private static string Repository(string folder)
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
            if (File.Exists(Path.Combine(at.FullName, "CallCenter.sln"))) return Path.Combine(at.FullName, folder);
        throw new InvalidOperationException("The tests run inside the repository.");
    }

    private static string Copy(string folder)
    {
        var copy = Directory.CreateTempSubdirectory("callcenter-protocols-").FullName;
        foreach (var file in Directory.EnumerateFiles(folder, "*.yaml", SearchOption.AllDirectories))
        {
            var target = Path.Combine(copy, Path.GetRelativePath(folder, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }

        return copy;
    }

    private sealed class Environment(string name) : IHostEnvironment
    {
        public string EnvironmentName { get; set; } = name;
        public string ApplicationName { get; set; } = "CallCenter";
        public string ContentRootPath { get; set; } = "/";
        public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();
    }
}
