; The installer for one user: no administrator rights. `package` gives VERSION, PROGRAMS and OUT.
;     setup.exe /S                      installs without a word, into /D=FOLDER where that comes last
;     uninstall.exe /S [/TICKETS]       removes the program; the tickets only when asked
Unicode true
Target amd64-unicode
SetCompressor /SOLID lzma
RequestExecutionLevel user
ManifestDPIAware true

!include MUI2.nsh
!include FileFunc.nsh
!include LogicLib.nsh
!include WinMessages.nsh
!include WordFunc.nsh

Name "Syncmend"
OutFile "${OUT}"
InstallDir "$LOCALAPPDATA\Programs\Syncmend"
InstallDirRegKey HKCU "Software\Syncmend" "Folder"
VIProductVersion "${VERSION}.0"
VIAddVersionKey ProductName "Syncmend"
VIAddVersionKey FileDescription "Installs Syncmend"
VIAddVersionKey FileVersion "${VERSION}"
VIAddVersionKey ProductVersion "${VERSION}"
VIAddVersionKey LegalCopyright "MIT OR Apache-2.0"
!define MUI_ICON "..\icon\syncmend.ico"
!define MUI_UNICON "..\icon\syncmend.ico"
!define MUI_FINISHPAGE_RUN "$INSTDIR\syncmend.exe"
; What a link of a ticket system starts. After `--` nothing in the link is read as an option.
!define SCHEME "Software\Classes\syncmend"
!define LISTED "Software\Microsoft\Windows\CurrentVersion\Uninstall\Syncmend"

!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_COMPONENTS
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"

; A program that runs cannot be replaced: ends with 2 where nobody can be asked to close it.
!macro WaitUntilClosed
    ClearErrors
    ${If} ${FileExists} "$INSTDIR\syncmend.exe"
        ${Do}
            ClearErrors
            FileOpen $0 "$INSTDIR\syncmend.exe" a
            ${IfNot} ${Errors}
                FileClose $0
                ${Break}
            ${EndIf}
            MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "Syncmend is open; close its window and try again." \
                /SD IDCANCEL IDRETRY +3
            SetErrorLevel 2
            Quit
        ${Loop}
    ${EndIf}
!macroend

; Adds (+) the folder to this user's search path for consoles, or takes it away (-). A path that is too
; long for this installer stays as it is: cut off it would harm other programs.
!macro ChangePath SIGN
    ClearErrors
    ReadRegStr $0 HKCU "Environment" "Path"
    StrCpy $1 "readable"
    ${If} ${Errors}
        StrCpy $2 0
        ${Do}
            ClearErrors
            EnumRegValue $3 HKCU "Environment" $2
            ${If} ${Errors}
                ${Break}
            ${EndIf}
            ${If} $3 == "Path"
                StrCpy $1 "too long"
            ${EndIf}
            IntOp $2 $2 + 1
        ${Loop}
    ${EndIf}
    StrLen $2 "$0;$INSTDIR"
    ${If} $1 == "readable"
    ${AndIf} $2 < ${NSIS_MAX_STRLEN}
        ${WordAdd} "$0" ";" "${SIGN}$INSTDIR" $1
        ${If} $1 == ""
            DeleteRegValue HKCU "Environment" "Path"
        ${Else}
            WriteRegExpandStr HKCU "Environment" "Path" "$1"
        ${EndIf}
        SendMessage ${HWND_BROADCAST} ${WM_SETTINGCHANGE} 0 "STR:Environment" /TIMEOUT=2000
    ${Else}
        DetailPrint "The search path is too long to be changed: for consoles, add $INSTDIR to it."
    ${EndIf}
!macroend

Section
    !insertmacro WaitUntilClosed
    SetOutPath "$INSTDIR"
    File "${PROGRAMS}\syncmend.exe"
    File "${PROGRAMS}\syncmend.com"
    File "..\..\LICENSE-APACHE"
    File "..\..\LICENSE-MIT"
    File "..\..\assets\licenses.txt"
    File "/oname=Inter-LICENSE.txt" "..\..\assets\fonts\Inter-LICENSE.txt"
    File "/oname=Lucide-LICENSE.txt" "..\..\assets\fonts\Lucide-LICENSE.txt"
    WriteUninstaller "$INSTDIR\uninstall.exe"
    CreateShortCut "$SMPROGRAMS\Syncmend.lnk" "$INSTDIR\syncmend.exe"
    WriteRegStr HKCU "Software\Syncmend" "Folder" "$INSTDIR"
    WriteRegStr HKCU "${LISTED}" "DisplayName" "Syncmend"
    WriteRegStr HKCU "${LISTED}" "DisplayVersion" "${VERSION}"
    WriteRegStr HKCU "${LISTED}" "DisplayIcon" "$INSTDIR\syncmend.exe"
    WriteRegStr HKCU "${LISTED}" "InstallLocation" "$INSTDIR"
    WriteRegStr HKCU "${LISTED}" "UninstallString" '"$INSTDIR\uninstall.exe"'
    WriteRegStr HKCU "${LISTED}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
    WriteRegDWORD HKCU "${LISTED}" "NoModify" 1
    WriteRegDWORD HKCU "${LISTED}" "NoRepair" 1
    WriteRegStr HKCU "${SCHEME}" "" "URL:Syncmend ticket"
    WriteRegStr HKCU "${SCHEME}" "URL Protocol" ""
    WriteRegStr HKCU "${SCHEME}\DefaultIcon" "" "$INSTDIR\syncmend.exe"
    WriteRegStr HKCU "${SCHEME}\shell\open\command" "" '"$INSTDIR\syncmend.exe" open -- "%1"'
    ${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
    WriteRegDWORD HKCU "${LISTED}" "EstimatedSize" $0
    !insertmacro ChangePath "+"
SectionEnd

Section "un.Syncmend"
    SectionIn RO
    !insertmacro WaitUntilClosed
    ; By name: whatever else is in the folder, tickets of a portable use above all, is not ours.
    Delete "$INSTDIR\syncmend.exe"
    Delete "$INSTDIR\syncmend.com"
    Delete "$INSTDIR\LICENSE-APACHE"
    Delete "$INSTDIR\LICENSE-MIT"
    Delete "$INSTDIR\licenses.txt"
    Delete "$INSTDIR\Inter-LICENSE.txt"
    Delete "$INSTDIR\Lucide-LICENSE.txt"
    Delete "$INSTDIR\uninstall.exe"
    RMDir "$INSTDIR"
    Delete "$SMPROGRAMS\Syncmend.lnk"
    !insertmacro ChangePath "-"
    DeleteRegKey HKCU "Software\Syncmend"
    DeleteRegKey HKCU "${LISTED}"
    ; A scheme that another installation has taken over since stays.
    ReadRegStr $0 HKCU "${SCHEME}\shell\open\command" ""
    ${If} $0 == '"$INSTDIR\syncmend.exe" open -- "%1"'
        DeleteRegKey HKCU "${SCHEME}"
    ${EndIf}
SectionEnd

Section /o "un.All tickets and settings, for good" Tickets
    RMDir /r "$APPDATA\Syncmend"
SectionEnd

Function un.onInit
    ${GetParameters} $0
    ClearErrors
    ${GetOptions} $0 "/TICKETS" $1
    ${IfNot} ${Errors}
        SectionGetFlags ${Tickets} $0
        IntOp $0 $0 | ${SF_SELECTED}
        SectionSetFlags ${Tickets} $0
    ${EndIf}
FunctionEnd
