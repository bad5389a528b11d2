using CallCenter.Api.Features.Practices.Contracts;
using CallCenter.Api.Features.Practices.Persistence;

namespace CallCenter.Api.Features.Practices;

public static class PracticesSlice
{
    public static void AddPractices(this WebApplicationBuilder builder) => builder.Services.AddSingleton<IPractices, PracticeReader>();
}
