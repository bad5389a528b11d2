using CallCenter.Api.Features.Staff.Contracts;
using CallCenter.Api.Features.Staff.Persistence;

namespace CallCenter.Api.Features.Staff;

public static class StaffSlice
{
    public static void AddStaff(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<IStaff, StaffReader>();
        builder.Services.AddSingleton<IClinicianPins, ClinicianPins>();
    }
}
