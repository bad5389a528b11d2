using System.Net;
using CallCenter.Api.Tests.Harness;

namespace CallCenter.Api.Tests.Platform;

/// <summary>Which paths are the console's pages, and which are errors.</summary>
public sealed class PagesTests(SharedApp shared) : IClassFixture<SharedApp>
{
    [Theory]
    [InlineData("")]
    [InlineData("sign-in")]
    [InlineData("calls/5dadf1de-88c0-8b5f-8389-98ad183f061e")]
    [InlineData("apiary")]
    public async Task A_page_of_the_console_is_the_console(string path)
    {
        using var visitor = shared.App.Visitor();
        using var page = await visitor.GetAsync(path);
        Assert.Equal((HttpStatusCode.OK, "text/html"), (page.StatusCode, page.Content.Headers.ContentType?.MediaType));
    }

    [Theory]
    [InlineData("api")]
    [InlineData("api/nothing")]
    [InlineData("twilio/voice/nothing")]
    [InlineData("hubs/nothing")]
    public async Task A_path_of_the_API_that_is_not_there_is_an_error_and_no_page(string path)
    {
        using var visitor = shared.App.Visitor();
        using var answer = await visitor.GetAsync(path);
        Assert.Contains(answer.StatusCode, new[] { HttpStatusCode.NotFound, HttpStatusCode.MethodNotAllowed });
    }
}
